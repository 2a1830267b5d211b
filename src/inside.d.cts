import type { Parts } from './host/parts.ts';

declare const inside: Pick<Parts, 'session' | 'recorder' | 'verbs' | 'sending'>;
export = inside;
