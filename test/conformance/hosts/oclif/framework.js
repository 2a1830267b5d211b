export const { Args, Command, Flags, flush, handle, run } = await import(process.env.TEST_FRAMEWORK);
