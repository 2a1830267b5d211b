// Puts a commandspan that does nothing in the place of the real one, so that a fixture shows what it is without it.
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');

const STUBS = new Map([
  ['commandspan', pathToFileURL(`${__dirname}/index.js`).href],
  ['commandspan/commander', pathToFileURL(`${__dirname}/commander.js`).href],
  ['commandspan/project', pathToFileURL(`${__dirname}/project.js`).href],
]);

registerHooks({
  resolve: (specifier, context, next) => {
    const url = STUBS.get(specifier);
    return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true };
  },
});
