/**
 * Entry: the `commandspan` command.
 *
 * @module
 */
import { runCli } from './cold.ts';

process.exitCode = await runCli(process.argv.slice(2));
