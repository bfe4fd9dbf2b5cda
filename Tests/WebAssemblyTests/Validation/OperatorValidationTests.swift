import Testing
import WebAssembly

/// Every instruction with a fixed signature, by the table: the right operands are accepted, wrong
/// and missing ones are not.
@Suite struct OperatorValidationTests {
  private func immediates(_ row: Instruction) -> [UInt8] {
    switch row.immediate {
    case .none: []
    case .memoryArgument: [row.alignment, 0]
    case .memoryArgumentAndLane: [row.alignment, 0, row.lanes - 1]
    case .lane: [row.lanes - 1]
    case .lanes16: [UInt8](repeating: 31, count: 16)
    case .i32, .i64: [0]
    case .f32: [0, 0, 0, 0]
    case .f64: [UInt8](repeating: 0, count: 8)
    case .v128: [UInt8](repeating: 0, count: 16)
    case .zeroByte, .label, .function, .local, .global, .table, .memory, .tag, .typeIndex, .data,
      .element:
      [0]
    case .typeThenTable, .typeAndField, .typeAndCount, .typeAndData, .typeAndElement, .twoTypes,
      .dataThenMemory, .elementThenTable, .memoryMemory, .tableTable, .labelTable:
      [0, 0]
    case .heapType: [0x70]
    case .valueTypes: [1, 0x70]
    case .blockType: [0x40, 0x0B]
    case .tryTable: [0x40, 0, 0x0B]
    case .castBranch: [0, 0, 0x70, 0x70]
    }
  }

  private func error(
    _ row: Instruction, operands: [ValueType], results: [ValueType], flags: UInt8 = 0
  ) -> ModuleError? {
    var builder = ModuleBuilder()
    builder.memory(1, 2, flags: flags)
    let gets = operands.indices.reduce(Code()) { $0.localGet(UInt32($1)) }
    builder.function(operands, results, gets.op(row.opcode).raw(immediates(row)))
    return validationError(builder.bytes)
  }

  @Test(arguments: Opcode.allCases.filter { $0.instruction.signature != nil })
  func signatures(_ opcode: Opcode) throws {
    let row = opcode.instruction
    let signature = try #require(row.signature)
    let operands = signature.pops
    let results = signature.push.map { [$0] } ?? []
    #expect(error(row, operands: operands, results: results) == nil)
    if !operands.isEmpty {
      let missing = error(row, operands: Array(operands.dropFirst()), results: results)
      #expect(missing?.message.hasPrefix("type mismatch") == true)
    }
    for position in operands.indices {
      for wrong in [ValueType.i32, .i64, .f32, .f64, .v128, .funcref]
      where wrong != operands[position] {
        var changed = operands
        changed[position] = wrong
        let found = error(row, operands: changed, results: results)
        #expect(found?.message.hasPrefix("type mismatch") == true, "\(changed)")
      }
    }
    #expect(error(row, operands: operands, results: results + [.i32]) != nil)
    let isAccess = row.immediate == .memoryArgument || row.immediate == .memoryArgumentAndLane
    if isAccess {
      // With 64-bit addresses, the first operand changes.
      let wide = [.i64] + operands.dropFirst()
      #expect(error(row, operands: wide, results: results, flags: 4) == nil)
      #expect(error(row, operands: operands, results: results, flags: 4) != nil)
    }
  }

  @Test(arguments: Opcode.allCases.filter { $0.instruction.lanes > 0 })
  func lanes(_ opcode: Opcode) {
    let row = opcode.instruction
    let access: [UInt8] = row.immediate == .lane ? [] : [0, 0]
    for lane in 0...row.lanes {
      var builder = ModuleBuilder()
      builder.memory(1)
      builder.function(
        [], [], Code().op(.unreachable).op(opcode).raw(access + [lane]).op(.unreachable))
      let error = validationError(builder.bytes)
      #expect((error == nil) == (lane < row.lanes))
      if let error { #expect(error.message.hasPrefix("invalid lane index")) }
    }
  }

  @Test(arguments: Opcode.allCases.filter { $0.instruction.immediate == .memoryArgument })
  func alignments(_ opcode: Opcode) {
    let row = opcode.instruction
    for alignment in 0...(row.alignment + 1) {
      var builder = ModuleBuilder()
      builder.memory(1)
      builder.function(
        [], [], Code().op(.unreachable).memory(opcode, align: alignment).op(.unreachable))
      let error = validationError(builder.bytes)
      let isRight =
        row.feature == .threads ? alignment == row.alignment : alignment <= row.alignment
      #expect((error == nil) == isRight)
      if alignment > row.alignment {
        #expect(error?.message.hasPrefix("alignment must not be larger than natural") == true)
      }
    }
  }

  @Test func shuffleLanes() {
    for lane in [31, 32, 255] as [UInt8] {
      var builder = ModuleBuilder()
      let lanes = [UInt8](repeating: 0, count: 15) + [lane]
      builder.function([], [], Code().op(.unreachable).op(.i8x16Shuffle).raw(lanes).drop())
      #expect((validationError(builder.bytes) == nil) == (lane < 32))
    }
  }

  @Test func offsets() {
    for (flags, offset, isRight) in [
      (0, 0xFFFF_FFFF, true), (0, 0x1_0000_0000, false), (4, 0x1_0000_0000, true),
      (4, .max, true),
    ] as [(UInt8, UInt64, Bool)] {
      var builder = ModuleBuilder()
      builder.memory(1, flags: flags)
      builder.function(
        [], [], Code().op(.unreachable).memory(.i32Load8U, offset: offset).drop())
      let error = validationError(builder.bytes)
      #expect((error == nil) == isRight)
      if let error { #expect(error.message == "offset out of range") }
    }
  }

  @Test(arguments: Opcode.allCases)
  func disabledFeaturesAreNamed(_ opcode: Opcode) {
    let row = opcode.instruction
    if row.feature == .mvp { return }
    var builder = ModuleBuilder()
    builder.memory(1)
    builder.function([], [], Code().op(opcode).raw(immediates(row)))
    let error = validationError(
      builder.bytes, features: FeatureSet.all.subtracting(FeatureSet(row.feature)))
    #expect(error?.code == .unsupported)
    #expect(error?.message == "\(row.feature.name): \(row.mnemonic)")
  }
}
