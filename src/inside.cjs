// The parts of a host that is bundled into one file: bundlers take along what is required by a literal, and run it when
// it is called.
exports.session = () => require('./session.cjs');
exports.recorder = () => require('./recorder.cjs');
exports.cold = () => require('./cold.cjs');
