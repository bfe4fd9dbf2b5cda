/// Turns the bytes of a module into a ``ModuleStructure``.
///
/// Everything but the operators in function bodies is decoded; those are left to validation, which
/// walks them once. Memory taken is in proportion to the bytes read, never to a number in them.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html
package struct ModuleDecoder {
  var module = ModuleStructure()
  let limits: ModuleLimits
  let features: FeatureSet
  /// The number of entries the code section announced.
  var codeCount = 0
  /// Where the function section ended, for errors.
  var functionSectionEnd = 0

  private init(limits: ModuleLimits, features: FeatureSet) {
    self.limits = limits
    self.features = features
  }

  /// Decodes a module.
  ///
  /// - Parameters:
  ///   - bytes: the whole module.
  ///   - limits: the largest module to accept.
  ///   - features: decides about encodings that are malformed without a feature; whether a module
  ///     may use a feature is for validation to say.
  /// - Returns: the module; not yet validated.
  /// - Throws: `ModuleError`, malformed or beyond a limit.
  package static func decode(
    _ bytes: [UInt8], limits: ModuleLimits = ModuleLimits(), features: FeatureSet = .executable
  ) throws(ModuleError) -> ModuleStructure {
    guard bytes.count <= limits.moduleSize else {
      throw ModuleError(
        code: .limitExceeded,
        message: "module too large: \(bytes.count) bytes, the limit is \(limits.moduleSize)",
        offset: limits.moduleSize)
    }
    var decoder = ModuleDecoder(limits: limits, features: features)
    try bytes.withUnsafeBufferPointer { (buffer) throws(ModuleError) in
      // The reader does not leave this closure, so it does not outlive the buffer.
      var reader = BinaryReader(buffer)
      do throws(ModuleError) {
        try decoder.header(&reader)
        try decoder.sections(&reader)
      } catch {
        throw decoder.malformedBody(before: error.offset, in: buffer) ?? error
      }
    }
    decoder.module.bytes = bytes
    return decoder.module
  }

  private func header(_ reader: inout BinaryReader) throws(ModuleError) {
    guard try word(&reader) == 0x6D73_6100 else {
      throw reader.malformed("magic header not detected", at: 0)
    }
    guard try word(&reader) == 1 else {
      throw reader.malformed("unknown binary version", at: 4)
    }
  }

  private func word(_ reader: inout BinaryReader) throws(ModuleError) -> UInt32 {
    guard reader.remaining >= 4 else { throw reader.malformed("unexpected end") }
    var word: UInt32 = 0
    for index: UInt32 in 0..<4 { word |= UInt32(try reader.byte()) << (8 * index) }
    return word
  }

  private mutating func sections(_ reader: inout BinaryReader) throws(ModuleError) {
    var lastRank = 0
    while !reader.isAtEnd {
      let start = reader.position
      let id = try reader.byte()
      guard let kind = SectionKind(rawValue: id) else {
        throw reader.malformed("malformed section id", at: start)
      }
      let sizeOffset = reader.position
      let size = Int(try reader.u32())
      guard size <= reader.remaining else {
        throw reader.malformed("length out of bounds", at: sizeOffset)
      }
      if kind != .custom {
        guard kind.rank > lastRank else {
          throw reader.malformed("unexpected content after last section", at: start)
        }
        lastRank = kind.rank
      }
      let payload = reader.position..<(reader.position + size)
      guard module.sections.count < limits.sections else {
        throw reader.exceeded(
          "sections", module.sections.count + 1, limit: limits.sections, at: start)
      }
      module.sections.append(
        .init(id: id, headerOffset: start, range: payload))
      // What a section holds is read without regard to its size, which is compared after, as in
      // the specification.
      try section(kind, payload, &reader)
      guard reader.position == payload.upperBound else {
        throw reader.malformed("section size mismatch", at: payload.lowerBound)
      }
    }
    try checkCounts(reader)
  }

  private mutating func section(
    _ kind: SectionKind, _ range: Range<Int>, _ reader: inout BinaryReader
  ) throws(ModuleError) {
    switch kind {
    case .custom: try customSection(&reader, end: range.upperBound)
    case .type: try typeSection(&reader)
    case .import: try importSection(&reader)
    case .function: try functionSection(&reader)
    case .table: try tableSection(&reader)
    case .memory: try memorySection(&reader)
    case .tag: try tagSection(&reader)
    case .global: try globalSection(&reader)
    case .export: try exportSection(&reader)
    case .start: module.start = try reader.u32()
    case .element: try elementSection(&reader)
    case .dataCount: module.dataCount = try reader.u32()
    case .code: try codeSection(&reader)
    case .data: try dataSection(&reader)
    }
  }

  /// The first error in the bodies decoded so far, when it comes before the given offset: it is
  /// the one to report.
  private func malformedBody(
    before offset: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> ModuleError? {
    for (number, body) in module.bodies.enumerated() where body.code.lowerBound < offset {
      let index = UInt32(truncatingIfNeeded: module.importedFunctionCount + number)
      if let error = BinaryReader.malformedBody(body.code, in: bytes, functionIndex: index) {
        return error
      }
    }
    return nil
  }

  private func checkCounts(_ reader: BinaryReader) throws(ModuleError) {
    guard codeCount == module.functions.count - module.importedFunctionCount else {
      throw reader.malformed("function and code section have inconsistent lengths")
    }
    if let dataCount = module.dataCount, Int(dataCount) != module.dataSegments.count {
      throw reader.malformed("data count and data section have inconsistent lengths")
    }
  }
}

/// The sections of a module; raw values are their ids.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#sections
package enum SectionKind: UInt8, Sendable, CaseIterable {
  case custom, type, `import`, function, table, memory, global, export, start, element, code, data
  case dataCount, tag

  /// The place in the order that sections must keep.
  var rank: Int {
    switch self {
    case .custom: 0
    case .type: 1
    case .import: 2
    case .function: 3
    case .table: 4
    case .memory: 5
    case .tag: 6
    case .global: 7
    case .export: 8
    case .start: 9
    case .element: 10
    case .dataCount: 11
    case .code: 12
    case .data: 13
    }
  }
}
