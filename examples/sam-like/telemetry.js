import { attribute, registerTelemetry } from 'commandspan';
import { gitRemote, packageName } from 'commandspan/project';
import { version } from './version.js';

export const telemetry = registerTelemetry({
  name: 'sam',
  version,
  // A real tool has one endpoint. This variable is the example's own, for its tests and for those who try it.
  endpoint: process.env.SAM_LIKE_COLLECTOR ?? 'https://telemetry.sam.example',
  // Makes SAM_CLI_TELEMETRY the variable that says yes or no, in the help of `sam telemetry` too.
  prefix: 'SAM_CLI',
  // On unless turned off: a page tells users, the tool itself shows nothing.
  notice: { elsewhere: 'https://sam.example/telemetry' },
  ci: 'record',
  errors: [
    'DeployRefused',
    'DockerUnavailable',
    'EndpointUnreachable',
    'FunctionFailed',
    'FunctionNotFound',
    'HandlerNotFound',
    'ImageMissing',
    'InvalidEvent',
    'InvalidTemplate',
    'NoLogs',
    'NotBuilt',
    'NotPackaged',
    'ProjectExists',
    'TemplateNotFound',
    'UnsupportedRuntime',
  ],
  attributes: {
    'sam.project.remote': attribute.hash('Tells ten runs in one project from runs in ten projects.'),
    'sam.project.package': attribute.hash('The same, for projects that have no remote yet.'),
  },
});

// Called only if this run is recorded; what is sent is a hash.
telemetry.set('sam.project.remote', gitRemote);
telemetry.set('sam.project.package', packageName);
