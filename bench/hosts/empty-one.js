// oxlint-disable unicorn/no-empty-file -- it is empty on purpose
// Stands in the place of the host's own telemetry module.
