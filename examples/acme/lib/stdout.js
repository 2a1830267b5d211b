import { hasCode } from '../errors.js';

/** Ends acme quietly when nobody reads on, as in `acme hash . | head -1`. */
export function exitWhenReaderLeaves() {
  process.stdout.on('error', (error) => {
    if (!hasCode(error, 'EPIPE')) throw error;
    process.exit();
  });
}
