import { expect } from 'chai';
import type { ReceivedSpan } from '../../../src/collector/spans.ts';
import { toCommands } from '../../../src/testing/recorded-command.ts';

function span(name: string, spanId: string, more: Partial<ReceivedSpan> = {}): ReceivedSpan {
  return {
    name,
    spanId,
    traceId: 'a',
    parentSpanId: undefined,
    kind: 1,
    startTimeUnixNano: '1000000',
    endTimeUnixNano: '3500000',
    attributes: {},
    status: { code: 0, message: '' },
    resource: { 'service.name': 'acme' },
    scope: { name: 'commandspan', version: '0.1.0' },
    ...more,
  };
}

const deploy = span('acme deploy', '1', { attributes: { 'cli.command': 'deploy' } });

describe('toCommands', () => {
  it('tells commands from steps, also where one command has started the other', () => {
    const attributes = { 'cli.command': 'build' };
    const commands = toCommands([
      span('compress', '4', { parentSpanId: '3' }),
      span('acme build', '3', { parentSpanId: '1', attributes }),
      span('upload', '2', { parentSpanId: '1', status: { code: 2, message: '' } }),
      deploy,
    ]);
    expect(commands.map(({ name, steps }) => [name, steps.map((step) => step.name)])).to.deep.equal([
      ['acme build', ['compress']],
      ['acme deploy', ['upload']],
    ]);
    expect(commands[1]).to.deep.include({ status: 'unset', durationMs: 2.5, resource: deploy.resource });
    expect(commands[1]?.steps[0]?.status).to.equal('error');
  });

  it('gives a step to the command of its own trace', () => {
    const other = { ...deploy, traceId: 'b', name: 'acme other' };
    const commands = toCommands([span('upload', '2', { parentSpanId: '1', traceId: 'b' }), deploy, other]);
    expect(commands.map(({ steps }) => steps.length)).to.deep.equal([0, 1]);
  });

  it('puts steps in the order of their start, and else of their ids', () => {
    const step = (id: string, start: string): ReceivedSpan =>
      span(id, id, { parentSpanId: '1', startTimeUnixNano: start });
    const [command] = toCommands([step('5', '20'), step('3', '20'), step('4', '10'), deploy]);
    expect(command?.steps.map(({ name }) => name)).to.deep.equal(['4', '3', '5']);
  });
});
