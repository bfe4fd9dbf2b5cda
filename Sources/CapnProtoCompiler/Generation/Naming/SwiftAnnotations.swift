/// The annotations of `swift.capnp`, with which a schema says how it looks in Swift.
enum SwiftAnnotations {
  /// Of a file: the enum that holds its declarations.
  static let namespace: UInt64 = 0xb4a4_6c06_8a0d_bd19
  /// Of a file: the Swift module it is compiled into.
  static let module: UInt64 = 0xd98c_b7ae_4f77_b4b5
  /// Of any declaration: its name in Swift.
  static let name: UInt64 = 0xc2b4_ba11_f7f1_9c0d
}

/// A part of a schema that annotations may be applied to.
protocol Annotated {
  var annotations: [RequestAnnotation] { get }
}

extension RequestNode: Annotated {}
extension RequestField: Annotated {}
extension RequestEnumerant: Annotated {}
extension RequestMethod: Annotated {}

extension Annotated {
  /// The text of an annotation of ours, if it is applied here.
  func setting(_ id: UInt64) -> String? {
    for annotation in annotations where annotation.id == id {
      if case .text(let bytes) = annotation.value, !bytes.isEmpty {
        return String(decoding: bytes, as: UTF8.self)
      }
    }
    return nil
  }
}
