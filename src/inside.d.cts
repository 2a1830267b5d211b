import type { Parts } from './host/parts.ts';

declare const inside: Pick<Parts, 'session' | 'recorder' | 'cold'>;
export = inside;
