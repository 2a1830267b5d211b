import { ROOT_CONTEXT, type Attributes, type Span } from '@opentelemetry/api';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { attribute } from '../../../src/catalog/attribute.ts';
import { isOfType } from '../../../src/catalog/attribute-type.ts';
import { keyedHash } from '../../../src/identity/keyed-hash.ts';
import { createHostValues, type HostValues } from '../../../src/recorder/host-values.ts';
import { createPrivateTracer } from '../../../src/span/private-tracer.ts';
import { isDeclaredByAcme } from '../support/spans.ts';

const WHY = 'Why it is recorded.';
const ATTRIBUTES = {
  'acme.template': attribute.oneOf(['python', 'node'], WHY),
  'acme.cached': attribute.boolean(WHY),
  'acme.files': attribute.bucket([0, 10, 100], WHY),
  'acme.size': attribute.bucket([-1.5, 0.5], WHY),
  'acme.level': attribute.integer({ min: -2, max: 2 }, WHY),
  'acme.runtime': attribute.version(WHY),
  'acme.next': attribute.name('command', WHY),
  'acme.project': attribute.hash(WHY),
  'acme.team': attribute.hash(WHY, { on: 'resource' }),
  'acme.retries': attribute.count(10, WHY, { on: 'step' }),
  'acme.edition': attribute.oneOf(['free', 'team'], WHY, { on: 'resource' }),
};

interface Made {
  readonly values: HostValues;
  readonly said: readonly string[];
  /** What stands on the command span. */
  readonly onSpan: () => Attributes;
  /** Begins or ends the step that is under way. */
  readonly step: { current: Span | undefined };
  readonly startStep: () => Span;
}

function make(): Made {
  const { tracer } = createPrivateTracer({ resource: {}, isGranted: () => true });
  const span = tracer.startSpan('acme', {}, ROOT_CONTEXT);
  const said: string[] = [];
  const step: Made['step'] = { current: undefined };
  const values = createHostValues({
    attributes: ATTRIBUTES,
    isDeclared: isDeclaredByAcme,
    span,
    currentStep: () => step.current,
    say: (text) => said.push(text),
  });
  return {
    values,
    said,
    step,
    onSpan: () => attributesOf(span),
    startStep: () => tracer.startSpan('upload', {}, ROOT_CONTEXT),
  };
}

function attributesOf(span: Span): Attributes {
  return (span as unknown as { readonly attributes: Attributes }).attributes;
}

const asGiven = [
  ['acme.template', 'node'],
  ['acme.cached', false],
  ['acme.level', -2],
  ['acme.level', 0],
  ['acme.next', 'deploy'],
  ['acme.runtime', '3.12.1'],
  ['acme.files', 10],
] as const;

const brought = [
  ['acme.files', 0.5, 0],
  ['acme.files', 9.99, 0],
  ['acme.files', 11, 10],
  ['acme.files', 1e9, 100],
  ['acme.files', Infinity, 100],
  ['acme.size', -1, -1.5],
  ['acme.size', 7, 0.5],
  ['acme.runtime', 'v3.12.1-alice.smith+contoso', '3.12.1'],
  ['acme.runtime', '20.0.0-rc1', '20.0.0-rc.1'],
] as const;

const refused = [
  ['acme.template', 'pyhton'],
  ['acme.template', ['python']],
  ['acme.template', new String('python')],
  ['acme.template', 'toString'],
  ['acme.cached', 'yes'],
  ['acme.cached', 1],
  ['acme.files', -1],
  ['acme.files', Number.NaN],
  ['acme.files', -Infinity],
  ['acme.files', '17'],
  ['acme.files', 17n],
  ['acme.level', 3],
  ['acme.level', 0.5],
  ['acme.level', '1'],
  ['acme.runtime', 'main'],
  ['acme.runtime', 3.12],
  ['acme.next', 'destroy'],
  ['acme.next', ['deploy']],
  ['acme.project', 17],
  ['acme.project', ''],
  ['acme.project', { toString: () => 'x' }],
  ['acme.template', null],
  ['acme.template', Symbol('python')],
  ['acme.template', { toString: () => 'python' }],
  ['acme.template', () => () => 'python'],
] as const;

describe('createHostValues', () => {
  for (const [key, value] of asGiven) {
    it(`records ${key} = ${String(value)} as it is`, () => {
      const { values, onSpan, said } = make();
      values.set(key, value);
      expect(onSpan()).to.deep.equal({ [key]: value });
      expect([values.dropped(), said.length]).to.deep.equal([0, 0]);
    });
  }

  for (const [key, value, kept] of brought) {
    it(`records ${key} = ${value} as ${kept}`, () => {
      const { values, onSpan } = make();
      values.set(key, value);
      expect(onSpan()).to.deep.equal({ [key]: kept });
    });
  }

  for (const [index, [key, value]] of refused.entries()) {
    it(`drops and counts bad value ${index}, ${typeof value}, of ${key}`, () => {
      const { values, onSpan } = make();
      values.set(key, value);
      values.hash(() => 'salt');
      expect(onSpan()).to.deep.equal({});
      expect(values.dropped()).to.equal(1);
    });
  }

  for (const key of ['acme.unknown', 'constructor', '__proto__', 'toString', 'os.type', '']) {
    it(`drops and counts the key ${JSON.stringify(key)}, and calls no function for it`, () => {
      const { values, onSpan } = make();
      let calls = 0;
      values.set(key, () => {
        calls += 1;
        return 'linux';
      });
      expect([calls, values.dropped()]).to.deep.equal([0, 1]);
      expect(onSpan()).to.deep.equal({});
    });
  }

  it('keeps the last value that fits', () => {
    const { values, onSpan } = make();
    for (const value of ['python', 'node', 'pyhton']) values.set('acme.template', value);
    expect(onSpan()).to.deep.equal({ 'acme.template': 'node' });
    expect(values.dropped()).to.equal(1);
  });

  it('records nothing for undefined, from a function too, and counts nothing', () => {
    const { values, onSpan, said } = make();
    values.set('acme.template', undefined);
    values.set('acme.template', () => undefined);
    expect([onSpan(), values.dropped(), said]).to.deep.equal([{}, 0, []]);
  });

  it('calls a function once, at once', () => {
    const { values, onSpan } = make();
    let calls = 0;
    values.set('acme.project', () => {
      calls += 1;
      return `call ${calls}`;
    });
    expect(calls).to.equal(1);
    values.hash(() => 'salt');
    expect(calls).to.equal(1);
    expect(onSpan()).to.deep.equal({ 'acme.project': keyedHash('salt', 'acme.project', 'call 1') });
  });

  // What is thrown may itself be of the type.
  for (const thrown of [new Error('x'), 'python', undefined, null, 7]) {
    it(`drops and counts what a function throws: ${String(thrown)}`, () => {
      const { values, onSpan } = make();
      for (const key of Object.keys(ATTRIBUTES)) {
        values.set(key, () => {
          throw thrown;
        });
      }
      values.hash(() => 'salt');
      expect([onSpan(), values.resource]).to.deep.equal([{}, {}]);
      expect(values.dropped()).to.equal(Object.keys(ATTRIBUTES).length);
    });
  }

  it('drops the promise of a function, and its rejection ends nothing', async () => {
    const { values, onSpan } = make();
    const rejections: unknown[] = [];
    const listener = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', listener);
    values.set('acme.template', () => Promise.reject(new Error('x')));
    await delay(20);
    process.off('unhandledRejection', listener);
    expect([rejections, onSpan(), values.dropped()]).to.deep.equal([[], {}, 1]);
  });

  it('puts what belongs to the resource there, and not on the span', () => {
    const { values, onSpan } = make();
    values.set('acme.edition', 'team');
    expect([values.resource, onSpan()]).to.deep.equal([{ 'acme.edition': 'team' }, {}]);
  });

  it('puts what belongs to a step on the one that is under way', () => {
    const { values, onSpan, step, startStep } = make();
    step.current = startStep();
    values.set('acme.retries', 3);
    expect(attributesOf(step.current)).to.deep.equal({ 'acme.retries': 3 });
    expect(onSpan()).to.deep.equal({});
  });

  it('drops and counts what belongs to a step while none is under way', () => {
    const { values, onSpan, said } = make();
    values.set('acme.retries', 3);
    expect([onSpan(), values.resource, values.dropped()]).to.deep.equal([{}, {}, 1]);
    expect(said).to.deep.equal(['attribute acme.retries is dropped: no step is under way']);
  });

  describe('with what is to be hashed', () => {
    it('puts nothing on span or resource before it is hashed', () => {
      const { values, onSpan } = make();
      values.set('acme.project', 'git.example/ada/engine');
      values.set('acme.team', 'engines');
      expect([onSpan(), values.resource]).to.deep.equal([{}, {}]);
      values.hash(() => 'salt');
      expect(onSpan()['acme.project']).to.match(/^[0-9a-f]{64}$/);
      expect(values.resource['acme.team']).to.match(/^[0-9a-f]{64}$/);
    });

    it('hashes the last value', () => {
      const { values, onSpan } = make();
      values.set('acme.project', 'first');
      values.set('acme.project', 'last');
      values.hash(() => 'salt');
      expect(onSpan()).to.deep.equal({ 'acme.project': keyedHash('salt', 'acme.project', 'last') });
    });

    it('makes different hashes of one value under two keys, and with two salts', () => {
      const hashes = ['salt', 'other'].flatMap((salt) => {
        const { values, onSpan } = make();
        values.set('acme.project', 'x');
        values.set('acme.team', 'x');
        values.hash(() => salt);
        return [onSpan()['acme.project'], values.resource['acme.team']];
      });
      expect(new Set(hashes).size).to.equal(4);
    });

    it('forgets it without a salt', () => {
      const { values, onSpan } = make();
      values.set('acme.project', 'x');
      values.hash(() => undefined);
      expect([onSpan(), values.dropped()]).to.deep.equal([{}, 0]);
    });

    it('asks for no salt where nothing is to be hashed', () => {
      const { values } = make();
      values.set('acme.template', 'python');
      values.set('acme.project', 17);
      values.set('acme.project', undefined);
      values.hash(() => {
        throw new Error('asked');
      });
    });
  });

  it('names the key of what it drops, and never the value', () => {
    const texts = fc.string({ minLength: 6 }).map((text) => `zan${text}zibar`);
    fc.assert(
      fc.property(texts, fc.constantFrom(...Object.keys(ATTRIBUTES)), (text, key) => {
        const { values, said } = make();
        values.set(key, [text]);
        values.set(key, () => {
          throw new Error(text);
        });
        expect(said).to.have.lengthOf(2);
        for (const line of said) expect(line).to.include(key).and.not.include(text);
      }),
    );
  });

  it('lets nothing onto span or resource that is not of its type, whatever it is given', () => {
    const given = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true }),
      fc.constantFrom('python', 'deploy', true, 3, 0.5, '1.2.3', Number.NaN, 'team'),
    );
    const sets = fc.array(fc.tuple(fc.constantFrom(...Object.keys(ATTRIBUTES), 'x', 'constructor'), given));
    fc.assert(
      fc.property(sets, fc.boolean(), (pairs, asFunctions) => {
        const { values, onSpan, step, startStep } = make();
        step.current = startStep();
        for (const [key, value] of pairs) values.set(key, asFunctions ? () => value : value);
        values.hash(() => 'salt');
        for (const [key, value] of [onSpan(), values.resource, attributesOf(step.current)].flatMap(
          Object.entries,
        )) {
          const definition = ATTRIBUTES[key as keyof typeof ATTRIBUTES];
          expect(isOfType(value, definition, isDeclaredByAcme), key).to.equal(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
