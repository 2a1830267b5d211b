// The baseline of the plain host: two empty modules in telemetry's place.
// oxlint-disable import/no-unassigned-import -- loading them is all that is wanted
import './empty-one.js';
import './empty-two.js';
