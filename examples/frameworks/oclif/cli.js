import './telemetry.js';
import { execute } from '@oclif/core';

// The package of the tool is a folder of its own here, because this one belongs to another: in a tool, `import.meta.url`.
await execute({ dir: new URL('greet/', import.meta.url).href });
