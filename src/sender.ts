/**
 * Entry: the detached process that posts the spool and then dies. Its only input is the request file that a variable
 * names; it prints nothing, because nobody reads it.
 *
 * @module
 */
import { createRequire } from 'node:module';
import type { SendingMeans } from './spool/sending.ts';
import { serve } from './cold.ts';

const recorder: SendingMeans['recorder'] = () => createRequire(import.meta.url)('./recorder.cjs');

void serve({ recorder, folder: import.meta.dirname, isHost: false });
