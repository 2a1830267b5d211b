/** What stands before the first `ResourceSpans` of a request, and behind the last. */
export const REQUEST_HEAD = '{"resourceSpans":[';
export const REQUEST_TAIL = ']}';
