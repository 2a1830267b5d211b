// Puts a commandspan that does nothing in the place of the real one, so that a fixture shows what it is without it.
const { existsSync } = require('node:fs');
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');

registerHooks({
  resolve: (specifier, context, next) => {
    const [, entry] = /^commandspan(?:\/([a-z-]+))?$/.exec(specifier) ?? [];
    const stub = `${__dirname}/${entry ?? 'index'}.js`;
    const isOurs = specifier === 'commandspan' || entry !== undefined;
    if (!isOurs || !existsSync(stub)) return next(specifier, context);
    return { url: pathToFileURL(stub).href, format: 'module', shortCircuit: true };
  },
});
