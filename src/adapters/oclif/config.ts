/** What is used of oclif's `Config`; alike in every supported version of it. */
export interface OclifConfig {
  readonly bin: string;
  readonly binAliases?: readonly string[];
  readonly topicSeparator: string;
  readonly isSingleCommandCLI: boolean;
  readonly flexibleTaxonomy: boolean;
  readonly pjson: {
    readonly oclif: {
      readonly additionalHelpFlags?: readonly string[];
      readonly additionalVersionFlags?: readonly string[];
    };
  };
  readonly plugins: ReadonlyMap<string, OclifPlugin>;
  readonly findCommand: (id: string) => OclifCommand | undefined;
  readonly findTopic: (id: string) => object | undefined;
  readonly runCommand: (id: string, argv?: string[], cached?: unknown) => Promise<unknown>;
}

/** The program itself, or a plug-in of it. */
export interface OclifPlugin {
  /** `core` for the program and the plug-ins that it lists, `user` and `link` for those that users add. */
  readonly type: string;
  readonly commands: readonly OclifCommand[];
}

/** A command as oclif knows it before it is loaded; an alias is a command of its own with the same `load`. */
export interface OclifCommand {
  readonly id: string;
  readonly load: unknown;
  readonly pluginName?: string | undefined;
  readonly flags?: OclifFlags;
  /** Whether it runs the verbs. */
  readonly isTelemetry?: boolean;
}

/** The flags that a command declares, by their long names. */
export type OclifFlags = Readonly<Record<string, OclifFlag>>;

/** What is used of the declaration of a flag. */
export interface OclifFlag {
  readonly type: string;
  readonly char?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly charAliases?: readonly string[] | undefined;
  /** Whether `--no-` in front of the name is understood. */
  readonly allowNo?: boolean | undefined;
}

/** How oclif calls the program of a single command: the text of a symbol. */
export const SINGLE_COMMAND = 'Symbol(SINGLE_COMMAND_CLI)';
