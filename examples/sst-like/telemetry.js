import { registerTelemetry } from 'commandspan';
import { version } from './version.js';

export const telemetry = registerTelemetry({
  // The name makes SST_TELEMETRY_DISABLED the variable that says no.
  name: 'sst',
  version,
  // A real tool has one endpoint. This variable is the example's own, for its tests and for those who try it.
  endpoint: process.env.SST_LIKE_COLLECTOR ?? 'https://telemetry.sst.example',
  // On unless turned off: a page tells users, the tool itself shows nothing.
  notice: { elsewhere: 'https://sst.example/telemetry' },
  ci: 'record',
  // Anonymous means that no two runs can be told to be one user's. So there is no id, and no error class is declared:
  // sst's own errors are `_OTHER`.
  identity: 'none',
});
