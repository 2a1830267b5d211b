import type { Attributes } from '@opentelemetry/api';
import { pick } from '../catalog/filter.ts';
import { createResource, type Resource } from '../span/resource.ts';
import type { HostCatalog } from './host-catalog.ts';

/**
 * Lets through what the catalog knows of a resource. Detectors of the SDK may still be at work when a span ends, so
 * that the attributes are looked at when an exporter asks for them, which waits first.
 */
export function filterResource(resource: Resource, catalog: HostCatalog): Resource {
  const look = (): Attributes => ({
    // Unless it was given another, the SDK makes this one of the path of the program, which is dropped.
    'service.name': catalog.name,
    ...pick(resource.attributes, 'resource', catalog).kept,
  });
  return createResource(look, [resource]);
}
