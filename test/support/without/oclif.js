export const init = () => undefined;
export const prerun = () => undefined;
const last = () => undefined;
export { last as finally };
export const commands = {};
