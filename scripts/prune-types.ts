import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Removes the declarations that no entry leads to: the compiler writes one for everything that a source file exports,
 * and a host's compiler reads few of them.
 *
 * @param folder where the compiler wrote them.
 * @param entries names of the entries' declarations in it.
 */
export function pruneTypes(folder: string, entries: readonly string[]): void {
  const modules = new Map<string, Module>();
  const moduleOf = (file: string): Module => {
    const known = modules.get(file) ?? parseModule(file);
    modules.set(file, known);
    return known;
  };
  const reach = (file: string, name: string): void => {
    const module = moduleOf(file);
    const from = module.handedOn.get(name) ?? module.imported.get(name);
    if (from !== undefined) {
      module.used.add(name);
      return from.file === file ? reachLocal(module, file, from.name) : reach(from.file, from.name);
    }
    return reachLocal(module, file, name);
  };
  const reachLocal = (module: Module, file: string, name: string): void => {
    for (const statement of module.statements) {
      if (statement.name !== name || statement.isKept) continue;
      statement.isKept = true;
      for (const identifier of statement.identifiers) if (identifier !== name) reach(file, identifier);
    }
  };
  for (const entry of entries) {
    const file = path.join(folder, entry);
    const { statements, handedOn } = moduleOf(file);
    for (const { name } of statements) reach(file, name);
    for (const name of handedOn.keys()) reach(file, name);
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (!name.endsWith('.d.ts')) continue;
    const module = modules.get(file);
    if (module === undefined) rmSync(file);
    else writeFileSync(file, write(module));
  }
}

/** One file of declarations. */
interface Module {
  /** What stands in front of everything: the description of the module. */
  readonly head: string;
  readonly statements: readonly Statement[];
  readonly imported: ReadonlyMap<string, Origin>;
  /** What it exports from elsewhere, or under another name. */
  readonly handedOn: ReadonlyMap<string, Origin>;
  /** Names out of `imported` and `handedOn` that something needs. */
  readonly used: Set<string>;
}

interface Statement {
  readonly text: string;
  readonly name: string;
  readonly identifiers: ReadonlySet<string>;
  isKept: boolean;
}

/** Where a name comes from. */
interface Origin {
  readonly file: string;
  readonly name: string;
  /** Of a package: the import is kept as it is written. */
  readonly specifier: string;
}

function parseModule(file: string): Module {
  const { head, parts } = split(readFileSync(file, 'utf8'));
  const statements: Statement[] = [];
  const imported = new Map<string, Origin>();
  const handedOn = new Map<string, Origin>();
  for (const text of parts) {
    const code = text.replace(/^(?:\s*\/\*[\s\S]*?\*\/)*\s*/, '');
    const list = /^(import|export)(?: type)? \{([^}]*)\}(?: from '([^']+)')?;/.exec(code);
    if (list === null) statements.push(parseStatement(text, code, file));
    else
      for (const [alias, origin] of parseList(list, file))
        (list[1] === 'import' ? imported : handedOn).set(alias, origin);
  }
  return { head, statements, imported, handedOn, used: new Set() };
}

const DECLARATION =
  /^(?:export )?(?:declare )?(?:abstract )?(?:function|const|let|class|interface|type|enum) (\w+)/;

function parseStatement(text: string, code: string, file: string): Statement {
  const name = DECLARATION.exec(code)?.[1];
  // A namespace import, say: nobody could tell what of it is needed.
  if (name === undefined) throw new Error(`${file}: cannot be pruned: ${code.slice(0, 80)}`);
  const plain = code.replaceAll(/\/\*[\s\S]*?\*\/|'[^']*'/g, '');
  return { text, name, identifiers: new Set(plain.match(/[A-Za-z_$][\w$]*/g)), isKept: false };
}

function parseList(
  [, , list = '', specifier = '']: RegExpExecArray,
  file: string,
): (readonly [string, Origin])[] {
  const target = specifier.startsWith('.')
    ? path.resolve(path.dirname(file), specifier.replace(/\.(?:ts|js|cts|cjs)$/, '.d.ts'))
    : file;
  const items = list.split(',').map((item) => item.trim().replace(/^type /, ''));
  return items.filter(Boolean).map((item) => {
    const [name = '', alias = name] = item.split(' as ');
    return [alias, { file: target, name, specifier }];
  });
}

/** The statements of a file, each with its description in front. */
function split(source: string): { readonly head: string; readonly parts: readonly string[] } {
  const [head = ''] = /^\/\*\*(?:(?!\*\/)[\s\S])*@module\s*\*\/\n/.exec(source) ?? [];
  const parts: string[] = [];
  let part = '';
  for (const line of source.slice(head.length).split('\n')) {
    part += `${line}\n`;
    const code = part.replaceAll(/\/\*[\s\S]*?\*\//g, '').trim();
    const isOver = /[;}]$/.test(code) && !code.includes('/*') && depthOf(code) === 0;
    if (!isOver) continue;
    parts.push(part);
    part = '';
  }
  return { head, parts };
}

function depthOf(code: string): number {
  const plain = code.replaceAll(/'[^']*'/g, '');
  return (plain.match(/[{([]/g)?.length ?? 0) - (plain.match(/[})\]]/g)?.length ?? 0);
}

function write({ head, statements, imported, handedOn, used }: Module): string {
  const kept = statements.filter(({ isKept }) => isKept);
  const needed = new Set(kept.flatMap(({ identifiers }) => [...identifiers]));
  const isModule = handedOn.size > 0 || kept.some(({ text }) => /^export /m.test(text));
  return [
    head,
    ...linesOf('import type', imported, needed),
    ...kept.map(({ text }) => text),
    ...linesOf('export', handedOn, used),
    isModule ? '' : 'export {};\n',
  ].join('');
}

/** One line for each file or package that names come from. */
function linesOf(keyword: string, names: ReadonlyMap<string, Origin>, wanted: ReadonlySet<string>): string[] {
  const items = new Map<string, string[]>();
  for (const [alias, { name, specifier }] of names) {
    if (!wanted.has(alias)) continue;
    const list = items.get(specifier) ?? [];
    items.set(specifier, [...list, name === alias ? name : `${name} as ${alias}`]);
  }
  return [...items].map(([specifier, list]) => {
    const from = specifier === '' ? '' : ` from '${specifier}'`;
    return `${keyword} { ${list.join(', ')} }${from};\n`;
  });
}
