/** Set by the build; absent when the sources run as they are, in tests. */
declare const COMMANDSPAN_VERSION: string | undefined;
declare const COMMANDSPAN_SDK_VERSION: string | undefined;

/** This library, as it names itself in telemetry (`telemetry.distro.*`, instrumentation scope). */
export const DISTRO: { readonly name: 'commandspan'; readonly version: string; readonly sdkVersion: string } =
  {
    name: 'commandspan',
    version: typeof COMMANDSPAN_VERSION === 'string' ? COMMANDSPAN_VERSION : '0.0.0',
    sdkVersion: typeof COMMANDSPAN_SDK_VERSION === 'string' ? COMMANDSPAN_SDK_VERSION : '0.0.0',
  };
