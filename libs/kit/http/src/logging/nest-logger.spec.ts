import { recordedLines } from '../testing/recorded-lines.fixture.js';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function given() {
  const log = recordedLines();
  return { nest: new NestLogger(createLogger({ service: 's', destination: log })), log };
}

describe('what Nest says', () => {
  it('is in our log, with the class that said it', () => {
    const { nest, log } = given();
    nest.log('listening', 'Server');
    nest.warn('careful', 'Server');
    nest.fatal('over');
    expect(log.parsed()).toMatchObject([
      { level: 'info', context: 'Server', msg: 'listening' },
      { level: 'warn', context: 'Server', msg: 'careful' },
      { level: 'fatal', context: 'Nest', msg: 'over' },
    ]);
  });

  it('is quiet where it only tells of each route and module', () => {
    const { nest, log } = given();
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    nest.verbose('more', 'Server');
    expect(log.parsed()).toMatchObject([{ level: 'debug' }, { level: 'debug' }]);
  });

  it('does not spill objects, and reduces errors', () => {
    const { nest, log } = given();
    nest.error({ patient: 'Byron' }, 'stack', 'Server');
    nest.error(new Error('no "Byron"'), 'Server');
    expect(log.text()).not.toContain('Byron');
    expect(log.parsed()).toMatchObject([
      { msg: 'the framework reported an object' },
      { err: { type: 'Error' }, msg: 'Error' },
    ]);
  });
});
