// The same with one of the two from a package: what Node takes to resolve the first package of a process.
// oxlint-disable import/no-unassigned-import -- loading them is all that is wanted
import './empty-one.js';
import 'empty-package';
