import { filterSpans, type FilterInput } from '../catalog/filter.ts';
import { serializeSpans } from '../span/serialize.ts';

/** Makes the record of one command out of its spans: one OTLP JSON `ResourceSpans` of what the catalog lets through. */
export function makeRecord(input: FilterInput): string {
  return serializeSpans(filterSpans(input));
}
