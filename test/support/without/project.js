export const gitRemote = () => undefined;
export const packageName = () => undefined;
