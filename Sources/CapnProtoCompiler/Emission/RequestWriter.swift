import CapnProto

/// Writes a `CodeGeneratorRequest`.
///
/// The numbers are offsets of `schema.capnp`, in multiples of a field's own size; what follows a
/// node, type or value stands in its own extension.
///
/// https://capnproto.org/otherlang.html#how-to-write-compiler-plugins
struct RequestWriter {
  /// The version of the standard tool whose requests these are equal to; plug-ins compare it with
  /// their own and warn.
  static let version = (major: UInt16(0), minor: UInt8(9), micro: UInt8(2))

  static let requestSize = StructSize(dataWords: 0, pointerCount: 4)
  static let nodeSize = StructSize(dataWords: 5, pointerCount: 6)
  static let fieldSize = StructSize(dataWords: 3, pointerCount: 4)
  static let methodSize = StructSize(dataWords: 3, pointerCount: 5)
  static let typeSize = StructSize(dataWords: 3, pointerCount: 1)
  static let valueSize = StructSize(dataWords: 2, pointerCount: 1)
  static let wordAndPointer = StructSize(dataWords: 1, pointerCount: 1)
  static let wordAndTwoPointers = StructSize(dataWords: 1, pointerCount: 2)
  static let onePointer = StructSize(dataWords: 0, pointerCount: 1)

  /// Writes the request.
  func write(_ schema: CompiledSchema, to root: AnyPointerBuilder) {
    let request = root.initStruct(RequestWriter.requestSize)
    let version = request.pointer(2).initStruct(StructSize(dataWords: 1, pointerCount: 0))
    version.set(0, RequestWriter.version.major)
    version.set(2, RequestWriter.version.minor)
    version.set(3, RequestWriter.version.micro)
    let nodes = request.pointer(0).initStructList(
      RequestWriter.nodeSize, count: schema.nodes.count)
    let sources = request.pointer(3).initStructList(
      RequestWriter.wordAndTwoPointers, count: schema.nodes.count)
    for (index, node) in schema.nodes.enumerated() {
      write(node, to: nodes.structure(index))
      writeSource(node, to: sources.structure(index))
    }
    let files = request.pointer(1).initStructList(
      RequestWriter.wordAndTwoPointers, count: schema.files.count)
    for (index, file) in schema.files.enumerated() {
      let target = files.structure(index)
      target.set(0, file.id)
      target.pointer(0).setText(file.name)
      let imports = target.pointer(1).initStructList(
        RequestWriter.wordAndPointer, count: file.imports.count)
      for (index, entry) in file.imports.enumerated() {
        let target = imports.structure(index)
        target.set(0, entry.id)
        target.pointer(0).setText(entry.name)
      }
    }
  }

  /// The comments of a node and of its members.
  private func writeSource(_ node: NodeDescription, to target: StructBuilder) {
    target.set(0, node.id)
    write(node.comment, to: target.pointer(0))
    guard let comments = node.memberComments else { return }
    let members = target.pointer(1).initStructList(
      RequestWriter.onePointer, count: comments.count)
    for (index, comment) in comments.enumerated() {
      write(comment, to: members.structure(index).pointer(0))
    }
  }

  private func write(_ comment: [UInt8]?, to target: AnyPointerBuilder) {
    comment?.withUnsafeBytes { target.setText(bytes: $0) }
  }

  /// A list of names, each in a struct of its own.
  func writeNames(_ names: [String], to target: AnyPointerBuilder) {
    let list = target.initStructList(RequestWriter.onePointer, count: names.count)
    for (index, name) in names.enumerated() { list.structure(index).pointer(0).setText(name) }
  }
}
