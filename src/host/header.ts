/** A header's name as RFC 9110 has it. */
export const HEADER_NAME: RegExp = /^[\w!#$%&'*+.^`|~-]+$/;

/** A header's value as RFC 9110 has it; a line break would begin another header. */
export const HEADER_VALUE: RegExp = /^[\t\x20-\x7e]*$/;
