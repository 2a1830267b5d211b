/** Holds the options of `commandspan collector`. */
export interface CollectorSettings {
  readonly port: number;
  readonly host: string;
  readonly json: boolean;
  /** False with `--no-color`; colour then also needs a terminal. */
  readonly color: boolean;
}
