import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { replace, type Machine, type SimulatedProcess } from './machine.ts';
import type { CollectorBehaviour } from './world.ts';

/** What a collector answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What collectors answer that answer at all. */
export const ANSWERS: Readonly<Record<Exclude<CollectorBehaviour, 'down' | 'hangs'>, Answer>> = {
  up: { status: 200 },
  'rejects one': { status: 200, body: '{"partialSuccess":{"rejectedSpans":"1"}}' },
  refuses: { status: 400 },
  forbids: { status: 403 },
  busy: { status: 503 },
};

/** One connection of one process of the machine, moved on by the test. */
export interface Exchange {
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** `'sent'`: the body has left; `'over'`: the client has read the answer, or given up. */
  state: 'connecting' | 'sent' | 'answered' | 'over';
  /** The body that left, unpacked. */
  body: string | undefined;
  /** Says that the connection stands; the client sends its body now, or gives up. */
  readonly connect: () => void;
  /** Says that nobody listens. */
  readonly refuse: () => void;
  readonly answer: (answer: Answer) => void;
}

const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/**
 * Puts a network in the place of Node's HTTP clients, for processes of a machine alone.
 *
 * @returns what takes it away again.
 */
export function installNetwork(): () => void {
  const restore = [http, https].map((module) =>
    replace(module, 'request', ({ machine, process }) => (url, options) => {
      const { headers } = options as { headers: Record<string, unknown> };
      return new Client({ machine, process, url: String(url), headers });
    }),
  );
  return () => {
    for (const undo of restore) undo();
  };
}

interface ClientInput {
  readonly machine: Machine;
  readonly process: SimulatedProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** As much of a `ClientRequest` as the sender uses. */
class Client extends EventEmitter {
  readonly #exchange: Exchange;

  constructor({ machine, process, url, headers }: ClientInput) {
    super();
    const socket = Object.assign(new EventEmitter(), { connecting: true });
    const asProcess = (work: () => void): void => {
      if (process.isAlive) machine.runAs(process, work);
    };
    this.#exchange = {
      url,
      headers,
      state: 'connecting',
      body: undefined,
      connect: () => asProcess(() => socket.emit('connect')),
      refuse: () => asProcess(() => this.destroy(Object.assign(new Error(), { code: 'ECONNREFUSED' }))),
      answer: (answer) => asProcess(() => this.#respond(answer)),
    };
    globalThis.process.nextTick(() => {
      this.emit('socket', socket);
      machine.onExchange(this.#exchange);
    });
  }

  end(body: Uint8Array): void {
    this.#exchange.body = gunzipSync(body).toString('utf8');
    this.#exchange.state = 'sent';
  }

  destroy(error?: Error): void {
    if (this.#exchange.state === 'over') return;
    this.#exchange.state = 'over';
    if (error !== undefined) this.emit('error', error);
    this.emit('close');
  }

  #respond({ status, headers = {}, body = '' }: Answer): void {
    this.#exchange.state = 'answered';
    const response = Object.assign(Readable.from([Buffer.from(body)]), { statusCode: status, headers });
    this.emit('response', response);
  }
}
