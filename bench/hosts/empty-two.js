// oxlint-disable unicorn/no-empty-file -- it is empty on purpose
// Stands in the place of the commandspan package.
