import { runSender } from 'commandspan';

// Not at the top level of the module: bundles and single executables that are CommonJS have no await there.
void runSender().then((isSender) => (isSender ? process.exit() : import('./program.js')));
