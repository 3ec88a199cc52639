import type { ApiRoute } from '#api/routes.ts'

type Below<Path extends string> = Path extends `/api/v1${infer Rest}` ? Rest : never

/** The routes by method and path below `/api/v1`, as `get /shows/{slug}`, with what is sent to them and what they answer. */
type Routes = {
  [Route in ApiRoute as `${Route['method']} ${Below<Route['path']>}`]: NonNullable<Route['types']>
}
type Method = ApiRoute['method']
type RouteOf<Verb extends Method, Path extends string> = Routes[`${Verb} ${Path}` & keyof Routes]

/** The paths that a method can be asked with. */
export type PathOf<Verb extends Method> = {
  [Key in keyof Routes]: Key extends `${Verb} ${infer Path}` ? Path : never
}[keyof Routes]

/** What a route answers. */
export type AnswerOf<Verb extends Method, Path extends string> = RouteOf<Verb, Path>['answer']

/** What is sent to a route: its path's names, its query, its body as `body`, and what may end it as `signal`. */
export type InputOf<Verb extends Method, Path extends string> = Fields<RouteOf<Verb, Path>['params']> &
  Query<RouteOf<Verb, Path>['query']> &
  Body<RouteOf<Verb, Path>['body']> & { signal?: AbortSignal | undefined }

type Body<Json> = [undefined] extends [Json] ? { body?: Json } : { body: Json }
type Fields<Params> = [undefined] extends [Params] ? object : Params
type Query<Given> = [undefined] extends [Given]
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
export type BodyOf<Verb extends Method, Path extends PathOf<Verb>> = RouteOf<Verb, Path>['body']
