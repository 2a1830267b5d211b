import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { createContext } from '../../../src/span/context.ts';
import { createContextManager } from '../../../src/tracing/context-manager.ts';

describe('createContextManager', () => {
  const command = createContext();
  const other = createContext();
  const manager = createContextManager(() => command);

  it('has the context of the command where nobody set another', async () => {
    expect(manager.active()).to.equal(command);
    await turn();
    expect(manager.active()).to.equal(command);
  });

  it('keeps another over asynchronous work, and hands on what is called with it', async () => {
    const seen = manager.with(
      other,
      async function work(this: unknown, ...args: unknown[]) {
        await turn();
        return [this, args, manager.active()];
      },
      'this',
      1,
      2,
    );
    expect(manager.active()).to.equal(command);
    expect(await seen).to.deep.equal(['this', [1, 2], other]);
  });

  it('binds functions, which stay as long as they are', () => {
    const bound = manager.bind(other, function work(this: unknown, a: unknown, b: unknown) {
      return [this, a, b, manager.active()];
    }) as (a: unknown, b: unknown) => unknown;
    expect(bound.length).to.equal(2);
    expect(Reflect.apply(bound, 'this', [1, 2])).to.deep.equal(['this', 1, 2, other]);
  });

  it('binds the listeners of emitters, and nothing else', () => {
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    const listener = (): unknown => seen.push(manager.active());
    expect(manager.bind(other, emitter)).to.equal(emitter);
    emitter.on('event', listener).emit('event');
    emitter.off('event', listener).emit('event');
    expect(seen).to.deep.equal([other]);
    for (const thing of [undefined, null, 1, {}]) expect(manager.bind(other, thing)).to.equal(thing);
  });
});
