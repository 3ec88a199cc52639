/** Names of what a message leaves open: of `{count, plural, one {# boost} other {# boosts}} of {show}` they are `count` and `show`. */
export type HolesOf<Message extends string> = Message extends `${string}{${string}`
  ? Read<Message, 't'>
  : never

/**
 * Reads on from a place in a message, from brace to brace.
 * @param Within what is open there, the innermost first: `t` text, `c` the choices of a plural or a select
 */
type Read<Text extends string, Within extends string, Found extends string = never> =
  FirstBrace<Text> extends [infer Brace, infer Rest extends string]
    ? Within extends `t${infer Around}`
      ? Brace extends '}'
        ? Read<Rest, Around, Found>
        : ReadHole<Rest, Within, Found>
      : Within extends `c${infer Around}`
        ? Read<Rest, Brace extends '}' ? Around : `t${Within}`, Found>
        : Found
    : Found

type ReadHole<
  Text extends string,
  Within extends string,
  Found extends string,
> = Text extends `${infer Name}}${infer Rest}`
  ? Name extends `${infer Name},${string}`
    ? Text extends `${Name},${infer Choices}`
      ? Read<Choices, `c${Within}`, Found | Name>
      : never
    : Read<Rest, Within, Found | Name>
  : never

type FirstBrace<Text extends string> = Text extends `${infer Before}{${infer Rest}`
  ? Before extends `${string}}${string}`
    ? Closing<Text>
    : ['{', Rest]
  : Closing<Text>
type Closing<Text extends string> = Text extends `${string}}${infer Rest}` ? ['}', Rest] : null
