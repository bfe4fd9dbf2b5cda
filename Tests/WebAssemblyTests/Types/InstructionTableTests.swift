import Testing
import WebAssembly

@Suite struct InstructionTableTests {
  @Test func everyCaseHasExactlyOneRow() {
    #expect(
      Instruction.all.map(\.opcode.rawValue).sorted()
        == Opcode.allCases.map(\.rawValue).sorted())
    #expect(Opcode.allCases.map(\.rawValue).max().map { Int($0) + 1 } == Opcode.rawValueEnd)
    for opcode in Opcode.allCases {
      #expect(opcode.instruction.opcode == opcode)
    }
  }

  @Test func mnemonicsAreUnique() {
    var seen: [String: Opcode] = [:]
    for opcode in Opcode.allCases where opcode != .selectTyped {
      #expect(seen.updateValue(opcode, forKey: opcode.mnemonic) == nil, "\(opcode.mnemonic)")
    }
    #expect(Opcode.selectTyped.mnemonic == Opcode.select.mnemonic)
  }

  @Test func caseNamesFollowMnemonics() {
    for opcode in Opcode.allCases where opcode != .selectTyped {
      let words = opcode.mnemonic.split { "._ ".contains($0) }.map(String.init)
      let name = words.dropFirst().reduce(words[0]) {
        $0 + $1.prefix(1).uppercased() + $1.dropFirst()
      }
      #expect("\(opcode)" == name)
    }
  }

  @Test func knownCodes() {
    let codes: [(Opcode, UInt16)] = [
      (.unreachable, 0x00), (.else, 0x05), (.end, 0x0B), (.returnCallRef, 0x15),
      (.selectTyped, 0x1C), (.tryTable, 0x1F), (.tableSet, 0x26), (.i64Load32U, 0x35),
      (.memoryGrow, 0x40), (.f64Const, 0x44), (.i32GeU, 0x4F), (.f64Ge, 0x66), (.i32Rotr, 0x78),
      (.i64Rotr, 0x8A), (.f32Copysign, 0x98), (.f64Copysign, 0xA6), (.i32WrapI64, 0xA7),
      (.f64ReinterpretI64, 0xBF), (.i64Extend32S, 0xC4), (.brOnNonNull, 0xD6),
      (.structSet, 0x105), (.arrayInitElem, 0x113), (.i31GetU, 0x11E),
      (.i64TruncSatF64U, 0x207), (.tableFill, 0x211), (.i64MulWideU, 0x216),
      (.f64x2ReplaceLane, 0x322), (.f64x2Ge, 0x34C), (.v128AnyTrue, 0x353),
      (.f64x2PromoteLowF32x4, 0x35F), (.i8x16AvgrU, 0x37B), (.i16x8AvgrU, 0x39B),
      (.i32x4DotI16x8S, 0x3BA), (.i64x2ExtmulHighI32x4U, 0x3DF), (.f64x2ConvertLowI32x4U, 0x3FF),
      (.i32x4RelaxedDotI8x16I7x16AddS, 0x413), (.atomicFence, 0x503),
      (.i64AtomicRmw32CmpxchgU, 0x54E),
    ]
    for (opcode, code) in codes { #expect(opcode.rawValue == code, "\(opcode)") }
  }

  @Test func signatures() {
    #expect(Opcode.i32Add.instruction.signature?.pops == [.i32, .i32])
    #expect(Opcode.i32Add.instruction.signature?.push == .i32)
    #expect(Opcode.i64Store.instruction.signature?.pops == [.i32, .i64])
    #expect(Opcode.i64Store.instruction.signature?.push == nil)
    #expect(Opcode.v128Bitselect.instruction.signature?.pops == [.v128, .v128, .v128])
    #expect(Opcode.call.instruction.signature == nil)
    for row in Instruction.all where row.immediate == .memoryArgument {
      #expect(row.signature?.pops.first == .i32)
      #expect(row.alignment <= 4)
    }
  }
}
