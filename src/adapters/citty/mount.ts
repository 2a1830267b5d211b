import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { withVerbs } from '../load-verbs.ts';
import { DEFAULT_WORD, type MountOptions } from '../mount-options.ts';
import { contextOf, describeVerbs, type MountedVerbs } from '../mounted-verbs.ts';
import { printAtOnce } from '../print-at-once.ts';
import { runVerbLine } from '../run-verb-line.ts';
import {
  isPlain,
  plainCommands,
  plainValue,
  toList,
  type CommandDefinition,
  type Commands,
} from './definition.ts';
import { derive, inherit } from './derive.ts';
import { originalOf } from './instrument.ts';
import { through } from './through.ts';
import { namesOf, walkTree } from './tree.ts';

/**
 * Gives a definition with the verbs, by which users see and stop telemetry: `acme telemetry status | enable | disable |
 * inspect | log | doctor | manifest | reset`. Called last; the program's own definition is not changed.
 *
 * A program that has a command of that name keeps it. The others list it in their help. When the word is the first
 * argument nothing of the program's own runs, and none of its arguments are required; a program whose commands a
 * function or a promise gives is the exception, for it may have such a command itself. In a program without commands
 * they answer only when the word is the first argument, so that its positional arguments stay what they were.
 *
 * @param main what `instrumentCitty` returned.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function mountTelemetry<Main extends CommandDefinition>(
  main: Main,
  telemetry: Registered,
  { name: word = DEFAULT_WORD }: MountOptions = {},
): Main {
  const session = sessionOf(telemetry);
  let mounted: CommandDefinition = main;
  session.guard(() => {
    const original = originalOf(main);
    if (isTaken(plainCommands(original), word, plainValue)) return;
    // Taken now, while it holds what can be recorded by its name; named when somebody asks.
    const tree = [...walkTree(original)];
    const verbs: MountedVerbs = { session, word, names: () => namesOf(tree) };
    session.mountVerbs(word);
    const subCommands = plainValue(original, 'subCommands');
    const isKnown = subCommands === undefined || isPlain(subCommands);
    if (isKnown && process.argv[2] === word) mounted = inFront(original, verbs);
    else if (subCommands !== undefined) mounted = beside(main, verbs);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a definition for the same functions of citty
  return mounted as Main;
}

/** Whether the program has a command of that name, as far as it is known without loading anything. */
function isTaken(commands: Commands, word: string, read: typeof plainValue = Reflect.get): boolean {
  return Object.keys(commands).some((key) => {
    const command = read(commands, key);
    const meta: unknown = isPlain(command) ? read(command, 'meta') : undefined;
    return key === word || (isPlain(meta) && toList(Reflect.get(meta, 'alias')).includes(word));
  });
}

/** A program with the verbs and nothing else. */
function inFront({ meta }: CommandDefinition, verbs: MountedVerbs): CommandDefinition {
  const { session, word } = verbs;
  const help = (): string => {
    // citty 0.1 ends the process behind it.
    printAtOnce();
    return withVerbs(session, ({ runLine }) => runLine(['--help'], contextOf(verbs))).stdout;
  };
  return {
    meta,
    // citty 0.2 shows a help of its own unless the program declares the flag.
    args: { help: { type: 'boolean', alias: 'h' } },
    // citty 0.1 does so in any case, and asks what to show.
    subCommands: { [word]: createCommand(verbs, { describe: help }) },
  };
}

/** A command among commands: listed in the help, and found behind the program's own flags. */
function beside(main: CommandDefinition, verbs: MountedVerbs): CommandDefinition {
  const { word } = verbs;
  let isCalled = false;
  const command = createCommand(verbs, {
    describe: () => describeVerbs(verbs),
    onCall: () => {
      isCalled = true;
    },
  });
  const add = (commands: unknown): unknown => {
    if (!isPlain<Commands>(commands) || Object.keys(commands).length === 0) return commands;
    if (isTaken(commands, word)) return commands;
    return inherit<object>(Reflect.getPrototypeOf(commands), {
      ...Object.getOwnPropertyDescriptors(commands),
      [word]: { configurable: true, enumerable: true, value: command },
    });
  };
  return derive(main, {
    subCommands: (commands) => through(commands, { done: add, failed: () => undefined }),
    // citty runs the program itself after its command.
    run: (run) =>
      typeof run === 'function'
        ? (context: unknown): unknown => (isCalled ? undefined : Reflect.apply(run, main, [context]))
        : run,
  });
}

interface Behaviour {
  readonly describe: () => string;
  readonly onCall?: () => void;
}

function createCommand(verbs: MountedVerbs, { describe, onCall }: Behaviour): CommandDefinition {
  const { session, word } = verbs;
  return {
    meta: () => ({ name: word, description: describe() }),
    // Asked for where this command's own help is shown.
    get subCommands() {
      session.guard(session.exclude);
      return undefined;
    },
    run: ({ rawArgs }: { readonly rawArgs: readonly string[] }) => {
      onCall?.();
      runVerbLine(verbs, rawArgs);
    },
  };
}
