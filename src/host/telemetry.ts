import type {
  BooleanAttribute,
  BucketAttribute,
  HostAttribute,
  HostAttributes,
  IntegerAttribute,
  OneOfAttribute,
} from '../catalog/host-attribute.ts';

/** What `telemetry.set` takes for an attribute. */
export type AttributeValue<Attribute extends HostAttribute> =
  Attribute extends OneOfAttribute<infer Word>
    ? Word
    : Attribute extends BooleanAttribute
      ? boolean
      : Attribute extends IntegerAttribute | BucketAttribute
        ? number
        : string;

/**
 * What `registerTelemetry` gives a host. None of its functions throws, except what a step's own function throws.
 * Without consent every function does nothing, and `step` only calls its function.
 *
 * @typeParam Attributes the host's own attributes, from the option of that name.
 */
export interface Telemetry<Attributes extends HostAttributes = HostAttributes> extends Registered {
  /**
   * Records a value of one of the host's own attributes, on the command span, on the step that is under way, or on the
   * resource, as its definition says. Set again, the last value counts.
   *
   * A value that is not of the attribute's type, or for a step while none is under way, is dropped and counted in the
   * span's `droppedAttributesCount`; `ACME_TELEMETRY_DEBUG=1` says so.
   *
   * @param value the value, or a function that gives it, which is called at once, and only if this run is recorded:
   * for what costs something to find out. `undefined` records nothing.
   */
  set<Key extends keyof Attributes & string>(
    key: Key,
    value: AttributeInput<AttributeValue<Attributes[Key]>>,
  ): void;

  /**
   * Names the command, for hosts without an adapter.
   *
   * @param name one of the option `commands`, such as `'deploy function'`; anything else is recorded as `(other)`.
   * @param flags names, without dashes, of the flags that were given; those not in the option `flags` are left out.
   */
  command(name: string, flags?: readonly string[]): void;

  /**
   * Runs a function and records it as a child span of the command, nested by asynchronous context.
   *
   * @param name one of the option `steps`; anything else is recorded as `(other)`.
   * @param work called at once with no arguments. For a plain promise it returns, recorded or not, `step` returns one
   * that settles like it: that is the one to await.
   * @returns what `work` returns.
   * @throws what `work` throws.
   */
  step<T>(name: string, work: () => T): T;

  /**
   * Notes the error that the command is about to fail with, where no adapter sees it. Only its class or code is kept,
   * and only if it is one of the option `errors`, of Node or of JavaScript; and only if the exit code is not 0.
   */
  recordError(error: unknown): void;

  /**
   * Hands over the project's own setting, in hosts that announced it with `project: 'pending'` or that learn of it
   * during the run. `true` and `undefined` do not object; everything else is a no, which takes effect
   * at once and is not taken back by a later call.
   */
  projectSetting(value: boolean | undefined): void;

  /**
   * Makes the environment for a child process that the host starts: a copy, with what links the child's run to this
   * one, if the child is a run of the same host, and with the user's `TRACEPARENT` while this run is traced.
   *
   * @param env what to copy. Default: `process.env`, which itself is never changed.
   * @example
   * ```js
   * spawn(process.execPath, [script], { env: telemetry.childEnv() });
   * ```
   */
  childEnv(env?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
}

/** The part of a telemetry object that adapters ask for, whatever attributes its host has. */
export interface Registered {
  /** Whether this run is being recorded, as far as is known now. */
  readonly isRecording: boolean;
}

/** A value, or a function that gives it; `undefined` records nothing. */
export type AttributeInput<Value> = Value | undefined | (() => Value | undefined);
