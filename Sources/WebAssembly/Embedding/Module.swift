import Synchronization

/// A decoded and validated module.
///
/// It is immutable and may be used from any number of threads: every instance of it runs the same
/// translated code. A function is translated when it is first called.
public final class Module: Sendable {
  package let structure: ModuleStructure
  let shape: ModuleShape
  /// How it was checked and how it is translated.
  public let configuration: ModuleConfiguration
  /// The bytes of code translated so far.
  private let translatedByteCount = Atomic<Int>(0)
  private let lifetime = LiveObject(.module)

  /// Decodes and validates a module.
  ///
  /// - Parameters:
  ///   - bytes: the module in binary form.
  ///   - configuration: how to check and translate it.
  /// - Throws: `ModuleError` that says what is wrong and where.
  /// - Complexity: linear in the number of bytes.
  public init(
    bytes: [UInt8], configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws(ModuleError) {
    var structure = try ModuleDecoder.decode(
      bytes, limits: configuration.limits, features: configuration.features)
    try ModuleValidator.validate(
      &structure, features: configuration.features, limits: configuration.limits)
    self.structure = structure
    self.configuration = configuration
    shape = ModuleShape(structure, configuration)
  }

  /// Decodes and validates a module that somebody else's memory holds; the bytes are copied.
  ///
  /// - Parameters:
  ///   - bytes: the module in binary form.
  ///   - configuration: how to check and translate it.
  /// - Throws: `ModuleError` that says what is wrong and where.
  public convenience init(
    bytes: Span<UInt8>, configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws(ModuleError) {
    let copy = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      for position in bytes.indices { buffer[position] = bytes[position] }
      count = bytes.count
    }
    try self.init(bytes: copy, configuration: configuration)
  }

  package func export(named name: String) -> ModuleStructure.Export? {
    structure.exportPosition(name).map { structure.exports[$0] }
  }

  /// The kind and index of an export.
  func place(ofExport name: String) -> (kind: ExternalKind, index: UInt32)? {
    guard let position = structure.exportPosition(name) else { return nil }
    return (structure.exports[position].kind, structure.exports[position].index)
  }

  /// The names of the name section; decoded when asked for.
  package var names: NameSection {
    guard let section = structure.customSections.last(where: { $0.name == "name" }) else {
      return NameSection()
    }
    return NameSection(bytes: structure.bytes, range: section.range)
  }

  /// Translates a function, unless another thread has.
  ///
  /// - Parameter index: the index among the functions the module defines.
  /// - Throws: `Trap` with code `outOfMemory` when the module's code gets larger than its limit.
  func translate(_ index: Int) throws(Trap) {
    let record = shape.records + index
    guard !record.isTranslated else { return }
    let code = translated(index, recording: false).code
    let limit = configuration.limits.translatedCodeSize
    let byteCount = CodeBuffer.byteCount(of: code)
    guard translatedByteCount.load(ordering: .relaxed) <= limit - byteCount else {
      CodeBuffer.free(code)
      throw Trap(.outOfMemory, detail: "translated code above the limit of \(limit) bytes")
    }
    if shape.codeMap.publish(code, in: record) {
      translatedByteCount.add(byteCount, ordering: .relaxed)
    } else {
      CodeBuffer.free(code)
    }
  }

  /// The bytes of code that functions were translated to so far.
  package var translatedCodeSize: Int { translatedByteCount.load(ordering: .relaxed) }

  /// Translates every function that no thread has translated yet.
  package func translateAll() throws(Trap) {
    for index in structure.bodies.indices { try translate(index) }
  }

  /// Which operator each instruction of a function stands for.
  func positions(_ index: Int) -> PositionMap {
    let (code, positions) = translated(index, recording: true)
    CodeBuffer.free(code)
    return positions ?? PositionMap()
  }

  func translated(_ index: Int, recording: Bool) -> (code: Code, positions: PositionMap?) {
    structure.bytes.withUnsafeBufferPointer { bytes in
      var withScratch = false
      while true {
        var translator = Translator(
          shape: shape, function: index, bytes: bytes, withScratch: withScratch,
          recording: recording)
        if translator.translate() {
          let code = translator.code.publish(
            frameByteCount: translator.frameByteCount, index: index)
          return (code, translator.positions)
        }
        withScratch = true
      }
    }
  }
}
