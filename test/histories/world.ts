import type { Home } from '../support/home.ts';
import type { ProjectSetting } from '../../src/consent/consent-host.ts';
import type { Verb } from './step.ts';

/** Where a history happens: a simulated machine, or real processes. */
export interface World {
  readonly home: Home;
  /** The vendor's collector, without its path. */
  readonly endpoint: string;
  /** The collector, from the next request on. */
  behaviour: CollectorBehaviour;
  readonly now: () => number;
  readonly moveClock: (ms: number) => void;
  /** Begins a command, which registers and names itself. */
  readonly begin: (start: CommandStart) => Promise<WorldCommand>;
  readonly runVerb: (verb: Verb, start: CommandStart) => Promise<VerbOutcome>;
  /** The senders that were started and have not ended. */
  readonly senders: () => readonly WorldSender[];
  readonly advance: (sender: WorldSender, until: Until) => Promise<void>;
  /** Is told of each body that leaves, in the moment in which it does. */
  onSent: (request: SentRequest) => void;
  /** Is told what the collector answered, before its sender hears of it. */
  onAnswered: (request: SentRequest, behaviour: CollectorBehaviour) => void;
  /**
   * Does something between two system calls of whatever runs next, so many calls after its start.
   *
   * @returns says whether it came to that, and calls it off if not.
   */
  readonly interrupt?: (calls: number, strike: () => void) => () => boolean;
  /** Whether senders run by themselves, while commands do. */
  readonly isConcurrent: boolean;
  /** Whether commands can run on a terminal. */
  readonly hasTerminals: boolean;
  readonly close: () => Promise<void>;
}

/** What a collector does with requests. */
export type CollectorBehaviour = 'up' | 'rejects one' | 'refuses' | 'forbids' | 'busy' | 'down' | 'hangs';

/** Where a sender stands still: before the body, after it, or never; or it is killed where it is. */
export type Until = 'connects' | 'sent' | 'ends' | 'dies';

/** What a command is started with. */
export interface CommandStart {
  /** The name that it gives itself, and nobody else does. */
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Options of `registerTelemetry`, without what every host has to say. */
  readonly options: Readonly<Record<string, unknown>> & { readonly project?: ProjectSetting };
  readonly hasTerminal: boolean;
  readonly hasStep: boolean;
}

/** A command at work. */
export interface WorldCommand {
  readonly handOver: (value: boolean | undefined) => Promise<void>;
  /** Gives a sign of life; missing where it comes by itself. */
  readonly beat?: () => Promise<void>;
  readonly setVariable: (name: string, value: string) => Promise<void>;
  readonly end: (exitCode: number) => Promise<Ending>;
  readonly kill: () => Promise<void>;
}

/** What could be seen when a command ended. */
export interface Ending {
  readonly stderr: string;
  /** The sender that it started; `'unknown'` where that cannot be seen. */
  readonly launched: WorldSender | undefined | 'unknown';
}

/** What a verb said. */
export interface VerbOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A sender that was started. */
export interface WorldSender {
  readonly spoolDir: string;
  readonly stage: () => 'launched' | 'connecting' | 'sent' | 'gone';
}

/** A request whose body has left. */
export interface SentRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly spoolDir: string;
}
