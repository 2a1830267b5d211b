import type { Provider } from './api-types.ts';

/** How long a host waits at most for what its exporter has to send, in milliseconds. */
const FLUSH_MS = 5000;

/** Has everything exported that a provider's processors hold. Settles within the bound, and never rejects. */
export async function flush(provider: Provider | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    // What the API hands over stands for the provider of the SDK.
    const delegate: unknown = call(provider, 'getDelegate') ?? provider;
    const bound = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FLUSH_MS);
    });
    await Promise.race([call(delegate, 'forceFlush'), bound]);
  } catch {
    // An exporter that fails is the business of the host's own diagnostics.
  } finally {
    clearTimeout(timer);
  }
}

function call(target: unknown, method: string): unknown {
  const found: unknown = Reflect.get(Object(target), method);
  return typeof found === 'function' ? Reflect.apply(found, target, []) : undefined;
}
