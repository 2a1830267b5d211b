import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a collector does with a request once it has read it. */
export type Behaviour = 'answers' | 'fails' | 'hangs' | 'drips';

/** Each behaviour's answer. */
export const BEHAVIOURS: Readonly<Record<Behaviour, (response: ServerResponse) => void>> = {
  answers: (response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"partialSuccess":{}}');
  },
  fails: (response) => {
    response.statusCode = 500;
    response.end();
  },
  hangs: () => undefined,
  drips: (response) => {
    response.flushHeaders();
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
  },
};

/** Reads a request to its end, and answers as the behaviour has it. */
export function respond(behaviour: Behaviour, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.on('end', () => BEHAVIOURS[behaviour](response));
}
