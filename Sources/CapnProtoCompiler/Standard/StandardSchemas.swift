/// The schemas that every compiler of Cap'n Proto brings along, so that importing them needs no
/// installed file.
///
/// Only their declarations are here; names, ids and layouts are those of everyone else.
///
/// https://capnproto.org/language.html
enum StandardSchemas {
  /// Where they seem to lie; no file system has such a path.
  static let directory = "standard:/"

  /// What a streaming method imports without saying so.
  static let stream = "/capnp/stream.capnp"

  /// The text of a schema by its name without the leading slash.
  static func text(_ name: String) -> [UInt8]? {
    let text: String
    switch name {
    case "capnp/c++.capnp": text = cxx
    case "capnp/stream.capnp": text = streamText
    case "capnp/persistent.capnp": text = persistent
    case "capnp/json.capnp", "capnp/compat/json.capnp": text = json
    case "capnp/schema.capnp": text = schema
    case "capnp/rpc.capnp": text = rpc
    case "capnp/rpc-twoparty.capnp": text = twoParty
    default: return nil
    }
    return Array(text.utf8)
  }
}
