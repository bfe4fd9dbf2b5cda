/// What tells exceptions apart: guests catch exceptions by their tags.
///
/// A tag has an identity of its own and belongs to no store: the same tag may be imported by
/// instances of many stores. Two tags of the same type are different tags.
///
/// Specification: https://webassembly.github.io/spec/core/exec/runtime.html#tag-instances
public final class ExceptionTag: Sendable {
  /// The types of the values an exception with this tag carries.
  public let parameters: [ValueType]
  /// What type indices in the parameters refer to.
  let types: CanonicalTypes?
  /// The identity of the tag's type, as other modules know it.
  let typeIdentity: UInt32
  /// How many slots the values take.
  let slotCount: Int

  /// Makes a tag, to be given to a linker and thrown by host functions.
  ///
  /// - Parameter parameters: the types of the values its exceptions carry; numbers, vectors,
  ///   `funcref` or `externref`.
  public convenience init(parameters: [ValueType] = []) {
    let types = CanonicalTypes.hostFunctions([FunctionType(parameters: parameters)])
    self.init(parameters: parameters, types: types, typeIdentity: types?[0] ?? .max)
  }

  init(parameters: [ValueType], types: CanonicalTypes?, typeIdentity: UInt32) {
    self.parameters = parameters
    self.types = types
    self.typeIdentity = typeIdentity
    slotCount = parameters.reduce(0) { $0 + $1.slotCount }
  }
}

extension ExceptionTag: Equatable {
  /// Whether two handles name the same tag.
  public static func == (left: ExceptionTag, right: ExceptionTag) -> Bool { left === right }
}

extension Instance {
  /// An exported tag.
  ///
  /// - Parameter name: the export's name.
  /// - Returns: the tag, or `nil` when there is no such export.
  public func tag(_ name: String) -> ExceptionTag? {
    guard let export = module.export(named: name), export.kind == .tag else { return nil }
    return storage.tags[Int(export.index)]
  }
}

extension Linker {
  /// Makes a tag available for import.
  ///
  /// - Parameters:
  ///   - module: the module name to import it from.
  ///   - name: the field name.
  ///   - tag: the tag.
  public mutating func define(_ module: String, _ name: String, _ tag: ExceptionTag) {
    define(module, name, .tag(tag))
  }
}
