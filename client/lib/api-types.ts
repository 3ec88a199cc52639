import type { ApiRoute } from '#api/routes.ts'

// Kept cheap for the compiler: what a route takes is looked up by its own method and path, and until these are known they are
// mere strings to it. Bound to all paths, what is sent would be compared with that of all routes, seconds for each call.

type Below<Path extends string> = Path extends `/api/v1${infer Rest}` ? Rest : never
type Method = ApiRoute['method']

/** The routes by method, then by path below `/api/v1`, with what is sent to them and what they answer. */
type Routes = {
  [Verb in Method]: {
    [Route in ApiRoute as Route['method'] extends Verb ? Below<Route['path']> : never]: NonNullable<
      Route['types']
    >
  }
}

/** The paths that a method can be asked with. */
export type PathOf<Verb extends Method> = keyof Routes[Verb] & string

/** A path as an argument, of which `Path` becomes the one that is given. */
export type Asked<Verb extends Method, Path extends string> = Path extends PathOf<Verb> ? Path : PathOf<Verb>

/** What a route answers. */
export type AnswerOf<Verb extends Method, Path extends string> =
  Path extends PathOf<Verb> ? (Routes[Verb][Path] extends { answer: infer Answer } ? Answer : never) : unknown

/** What is sent to a route: its path's names, its query, its body as `body`, and what may end it as `signal`. */
export type InputOf<Verb extends Method, Path extends string> =
  Path extends PathOf<Verb> ? Input<Routes[Verb][Path]> : { body?: unknown; signal?: AbortSignal | undefined }

type Input<Types> = Types extends { params: infer Params; query: infer Query; body: infer Json }
  ? Fields<Params> & InQuery<Query> & Body<Json> & { signal?: AbortSignal | undefined }
  : never
type Body<Json> = [undefined] extends [Json] ? { body?: Json } : { body: Json }
type Fields<Params> = [undefined] extends [Params] ? object : Params
type InQuery<Given> = [undefined] extends [Given]
  ? object
  : { [Name in keyof Given]?: QueryValue<Given[Name]> | null | undefined }
/** In an address all is text: numbers that it says, and `true` and `false`, may be given as what they are. */
type QueryValue<Value> = unknown extends Value
  ? string | number
  : Value extends 'true' | 'false'
    ? Value | boolean
    : Value

/** The same as arguments: to be left out where nothing has to be sent. */
export type Given<Verb extends Method, Path extends string> =
  object extends InputOf<Verb, Path> ? [given?: InputOf<Verb, Path>] : [given: InputOf<Verb, Path>]

/** The JSON that is sent to a route. */
export type BodyOf<Verb extends Method, Path extends PathOf<Verb>> = Routes[Verb][Path] extends {
  body: infer Json
}
  ? Json
  : never
