/// Turns one validated function body into frame-slot code, in one pass.
///
/// `local.get` and constants emit nothing: they become operands of what consumes them. A result
/// goes to an accumulator first; only when something else needs the accumulator is the instruction
/// that made it told, after the fact, to write the slot as well.
///
/// A frame is: slots for parameters or results, whichever are more; the link; declared locals;
/// operands.
struct Translator: ~Copyable {
  let shape: ModuleShape
  let function: Int
  let signature: Signature
  let isMetered: Bool
  let canonicalizes: Bool

  var code: CodeBuffer
  var cursor: CodeCursor
  let bytes: UnsafeBufferPointer<UInt8>

  var localSlots = LocalSlots()
  var localTypes = LocalValueTypes()
  /// Per local, the stack position of the newest operand read from it, or -1.
  var newestUse = LocalUses()
  /// Below this stack height no operand is still in a local.
  var settledHeight = 0
  /// Below this stack height every operand is in its own slot, so that what is settled already is
  /// not looked at again for every block and call.
  var temporaryHeight = 0

  var stack: [Operand] = []
  /// The slot the next operand will own.
  var top: Int32 = 0
  /// The most slots in use so far.
  var slotCount: Int32 = 0

  var integer = AccumulatorState()
  var float = AccumulatorState()

  var controls: [OpenBlock] = []
  var fixups: [Fixup] = []
  var catches = CatchTableBuilder()
  var isReachable = true
  /// How many blocks deep in code that is skipped.
  var skippedDepth = 0

  /// The last comparison whose result is in the accumulator, for a branch to swallow.
  var comparison = Comparison()

  /// Set when a slot beyond the reach of 16 bits was met and no scratch slots were set aside.
  var needsScratch = false
  /// The first of the scratch slots, or -1: eight, the last one for results, and as many for vectors.
  var scratch: Int32 = -1
  var nextScratch: Int32 = 0

  /// Operators of the stretch so far, and the instruction that pays for it, or -1.
  var stretch: UInt32 = 0
  var meter = -1

  /// Positions, when they are asked for.
  var positions: PositionMap?
  var operatorStart = 0

  struct Comparison {
    var start = -1
    var end = -1
    /// The accumulator's slot before it.
    var slot: Int32 = -1
    var family = 0
    var form = 0
    var type = ValueType.i32
    /// The instruction that made what it compares in the accumulator, when it stands right before
    /// it, or -1; and its handler.
    var inner = -1
    var innerHandler = 0
  }

  /// Additions of constants to locals that were emitted last, for others to join.
  struct Addition {
    var start = -1
    var end = -1
    var type = ValueType.i32
    /// The slot written last.
    var slot: Int32 = -1
    var isPair = false
  }

  var addition = Addition()
  /// A copy between slots that was emitted last: where it starts and ends.
  var lastCopy = (start: -1, end: -1)

  /// The vector constants on the operand stack, or once there.
  var vectors: [VectorConstant] = []
  /// The instruction that wrote a vector last.
  var vectorProducer = VectorProducer()

  /// Prepares the translation of one function.
  ///
  /// - Parameters:
  ///   - shape: the module.
  ///   - function: the index among defined functions.
  ///   - withScratch: whether to set slots aside for frames beyond the reach of 16-bit offsets.
  ///   - recording: whether to note which instruction stands for which operator.
  init(
    shape: ModuleShape, function: Int, bytes: UnsafeBufferPointer<UInt8>, withScratch: Bool,
    recording: Bool
  ) {
    self.shape = shape
    self.function = function
    self.bytes = bytes
    isMetered = shape.configuration.isMetered
    canonicalizes = shape.configuration.canonicalizesNaNs
    let body = shape.structure.bodies[function]
    let index = shape.structure.importedFunctionCount + function
    signature = shape.signatures[Int(shape.structure.functions[index])]
    code = CodeBuffer(capacity: body.code.count * 8)
    cursor = CodeCursor(bytes, range: body.code)
    if recording { positions = PositionMap() }

    var slot: Int32 = 0
    let room = signature.type.parameters.count + 64 + body.code.count
    for type in signature.type.parameters {
      localSlots.append(1, type, at: slot, room: room)
      slot += Int32(type.slotCount)
    }
    slot = signature.linkSlot + 2
    if withScratch {
      scratch = slot
      slot += 24
    }
    let firstDeclared = slot
    for run in body.locals {
      localSlots.append(Int(run.count), run.type, at: slot, room: room)
      slot += Int32(truncatingIfNeeded: Int(run.count) * run.type.slotCount)
    }
    localTypes = LocalValueTypes(localSlots, room: room)
    newestUse = LocalUses(count: min(localSlots.count, room))
    top = slot
    slotCount = slot
    emitClear(from: firstDeclared, count: slot - firstDeclared)
  }

  /// Translates the body.
  ///
  /// - Returns: whether it worked; if not, try again with scratch slots.
  mutating func translate() -> Bool {
    beginStretch(isLoop: false)
    controls.append(
      OpenBlock(
        kind: .function, height: 0, base: top, parameters: [],
        results: signature.type.results))
    while !controls.isEmpty && !needsScratch {
      operatorStart = cursor.position
      let raw = cursor.rawOpcode()
      if !isReachable {
        skipUnreachable(raw)
        continue
      }
      let rule = Rule.of(raw)
      if rule.kind != .special {
        stretch &+= 1
        translate(rule)
      } else {
        translateSpecial(raw)
      }
    }
    endStretch()
    if !catches.isEmpty && !needsScratch { code.appendTable(catches.words) }
    return !needsScratch
  }

  /// The bytes a frame takes.
  var frameByteCount: Int { (Int(slotCount) + 16) * 8 }

  private mutating func translate(_ rule: Rule) {
    switch rule.kind {
    case .binary: binary(rule)
    case .comparison: compare(rule)
    case .zeroTest: testZero(rule)
    case .unary: unary(rule)
    case .alias: alias(rule)
    case .load: load(rule)
    case .store: store(rule)
    case .special: break
    default: translateVector(rule)
    }
  }
}
