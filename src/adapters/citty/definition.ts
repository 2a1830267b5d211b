/**
 * What citty calls a `CommandDef`, in all its versions: the names of the parts, and nothing of what they hold. Every
 * part can be a value, a promise of it, or a function that gives either.
 */
export interface CommandDefinition {
  /** Name, version, description. */
  readonly meta?: unknown;
  /** Declared arguments and options. */
  readonly args?: unknown;
  /** The default command, since 0.2. */
  readonly default?: unknown;
  /** Commands below this one. */
  readonly subCommands?: unknown;
  /** Plug-ins, since 0.2. */
  readonly plugins?: unknown;
  /** Runs before the command. */
  readonly setup?: unknown;
  /** The command itself. */
  readonly run?: unknown;
  /** Runs after the command. */
  readonly cleanup?: unknown;
}

/** One declared argument, as far as it matters here. */
export interface Argument {
  readonly type?: unknown;
  readonly alias?: unknown;
  readonly default?: unknown;
  readonly required?: unknown;
  readonly options?: unknown;
}

/** Declared arguments by their names. */
export type Arguments = Readonly<Record<string, Argument>>;

/** Commands by their names: each a definition, a promise of one, or a function that gives either. */
export type Commands = Readonly<Record<string, unknown>>;

/** Says whether this is a value as it stands, neither a promise nor a function: nothing has to run to know it. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what a part of a definition is, citty's types say
export function isPlain<Part extends object = object>(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !isThenable(value);
}

/** The commands as far as they are known without running anything of the host's. */
export function plainCommands(definition: CommandDefinition): Commands {
  const subCommands = plainValue(definition, 'subCommands');
  return isPlain<Commands>(subCommands) ? subCommands : {};
}

/** A property as it stands. A getter may load a command, and counts as a function that gives what it gives. */
export function plainValue(object: object, name: string): unknown {
  let holder: object | null = object;
  while (holder !== null) {
    const found = Reflect.getOwnPropertyDescriptor(holder, name);
    if (found !== undefined) return found.get?.bind(object) ?? (found.value as unknown);
    holder = Reflect.getPrototypeOf(holder);
  }
  return undefined;
}

/** The arguments as far as they are known without running anything of the host's. */
export function plainArguments(definition: CommandDefinition): Arguments {
  const args = plainValue(definition, 'args');
  return isPlain<Arguments>(args) ? args : {};
}

/** A list of one or many, as citty takes aliases. */
export function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Says whether this is a promise, whoever made it. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
