import { ROOT_CONTEXT } from '@opentelemetry/api';
import { filterSpans } from '../catalog/filter.ts';
import { DISTRO } from '../distro.ts';
import { describeResource } from '../resource/resource.ts';
import { describeOutcome } from '../span/outcome.ts';
import { createPrivateTracer, monotonicNow } from '../span/private-tracer.ts';
import { serializeSpans } from '../span/serialize.ts';

/** Runs the functions that every recorded command runs, so that they are compiled; touches nothing. */
export function warmUp(): void {
  const service = { name: 'warm-up', version: '1.0.0' };
  const resource = describeResource({ env: {}, service, distro: DISTRO, sdkVersion: DISTRO.sdkVersion });
  const { tracer, ended } = createPrivateTracer({ resource, isGranted: () => true });
  const span = tracer.startSpan('warm-up', { startTime: monotonicNow() }, ROOT_CONTEXT);
  span.updateName('warm-up');
  const outcome = describeOutcome({
    exitCode: 0,
    errorName: undefined,
    uncaught: false,
    dependency: undefined,
  });
  span.setAttributes({ ...outcome.attributes, 'cli.command': 'warm-up', 'cli.flags': ['warm-up'] });
  span.end(monotonicNow());
  serializeSpans(filterSpans({ spans: ended, resource, isDeclared: () => true }).spans);
}
