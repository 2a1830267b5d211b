import { attribute } from '../../src/catalog/attribute.ts';
import type { HostAttributes } from '../../src/catalog/host-attribute.ts';

/** Attributes of the fixtures' own, as JSON can carry them in `TEST_OPTIONS`. */
export const ATTRIBUTES: HostAttributes = {
  'acme.template': attribute.oneOf(['node', 'python'], 'Which templates are worth keeping.'),
  'acme.customer': attribute.hash('Tells ten runs for one customer from one run for ten.'),
};
