internal import WebAssembly

/// Instructions, folded and flat, by a stack of what is open: nesting costs no native stack.
///
/// Specification: https://webassembly.github.io/spec/core/text/instructions.html
extension ModuleParser {
  /// Takes instructions up to the closing parenthesis.
  mutating func instructions() throws(TextError) {
    while true {
      if !function.frames.isEmpty {
        try step()
      } else if cursor.next.kind == .close || cursor.next.kind == .end {
        return
      } else {
        try instruction()
      }
    }
  }

  /// Takes one folded instruction.
  mutating func foldedInstruction() throws(TextError) {
    try open()
    while !function.frames.isEmpty { try step() }
  }

  /// Goes on with the innermost open thing.
  private mutating func step() throws(TextError) {
    guard let frame = function.frames.last else { return }
    switch frame.kind {
    case .operands:
      guard cursor.takeClose() else { return try open() }
      emitPending(frame)
      function.frames.removeLast()
    case .foldedBlock:
      guard cursor.takeClose() else { return try instruction() }
      endBlock()
    case .condition:
      guard cursor.takeOpen(.then) else { return try open() }
      emitPending(frame)
      function.labels.push(frame.label)
      become(.then)
    case .then:
      guard cursor.takeClose() else { return try instruction() }
      become(.afterThen)
    case .afterThen:
      if cursor.next.kind == .open, cursor.peek(1).word == .instruction(.else) {
        cursor.position += 2
        code.opcode(.else)
        become(.else)
      } else {
        try cursor.expectClose()
        endBlock()
      }
    case .else:
      guard cursor.takeClose() else { return try instruction() }
      become(.afterElse)
    case .afterElse:
      try cursor.expectClose()
      endBlock()
    case .block, .if: try instruction()
    }
  }

  private mutating func become(_ kind: FunctionState.Frame.Kind) {
    function.frames[function.frames.count - 1].kind = kind
  }

  /// Emits the operator of a folded instruction, whose operands are complete.
  private mutating func emitPending(_ frame: FunctionState.Frame) {
    if let hint = frame.hint {
      function.hints.append(.init(offset: code.bytes.count, content: hint))
    }
    code.bytes += function.pending[frame.pendingStart...]
    function.pending.removeLast(function.pending.count - frame.pendingStart)
  }

  private mutating func endBlock() {
    code.opcode(.end)
    function.labels.pop()
    function.frames.removeLast()
  }

  /// Takes the beginning of a folded instruction.
  private mutating func open() throws(TextError) {
    let hint = try takeHint()
    try cursor.expectOpen()
    let opcode = try operatorWord(hint: hint)
    var frame = FunctionState.Frame(
      kind: .operands, pendingStart: function.pending.count, hint: hint)
    let start = code.bytes.count
    switch opcode {
    case .block, .loop, .tryTable:
      try beginBlock(opcode)
      frame.kind = .foldedBlock
    case .if:
      frame.label = cursor.takeIdentifier()
      frame.kind = .condition
      code.opcode(.if)
      try blockType()
      holdBack(from: start)
    case .else, .end:
      cursor.position -= 1
      throw cursor.unexpected()
    default:
      try plain(opcode)
      holdBack(from: start)
    }
    function.frames.append(frame)
  }

  /// Moves what was just written to the pending operators.
  private mutating func holdBack(from start: Int) {
    function.pending += code.bytes[start...]
    code.bytes.removeLast(code.bytes.count - start)
  }

  /// Takes an instruction, or the beginning of one that has parts.
  private mutating func instruction() throws(TextError) {
    if cursor.next.kind == .open { return try open() }
    let hint = try takeHint()
    let opcode = try operatorWord(hint: hint)
    if let hint { function.hints.append(.init(offset: code.bytes.count, content: hint)) }
    switch opcode {
    case .block, .loop, .tryTable:
      try beginBlock(opcode)
      function.frames.append(.init(kind: .block))
    case .if:
      let label = cursor.takeIdentifier()
      code.opcode(.if)
      try blockType()
      function.labels.push(label)
      function.frames.append(.init(kind: .if))
    case .else:
      guard function.frames.last?.kind == .if else { throw unexpectedPrevious() }
      try repeatedLabel()
      code.opcode(.else)
      become(.block)
    case .end:
      let kind = function.frames.last?.kind
      guard kind == .block || kind == .if else { throw unexpectedPrevious() }
      try repeatedLabel()
      endBlock()
    default: try plain(opcode)
    }
  }

  private func unexpectedPrevious() -> TextError { cursor.unexpected(cursor.peek(-1)) }

  /// Takes the word of an instruction.
  private mutating func operatorWord(hint: [UInt8]?) throws(TextError) -> Opcode {
    guard case .instruction(let opcode) = cursor.next.word else { throw cursor.unexpected() }
    if hint != nil && opcode != .if && opcode != .brIf {
      throw cursor.error(
        .annotation, "@metadata.code.branch_hint annotation: invalid target")
    }
    cursor.advance()
    return opcode
  }

  private mutating func takeHint() throws(TextError) -> [UInt8]? {
    try annotations.range.isEmpty ? nil : takeBranchHint(before: cursor.position)
  }

  /// Takes what follows the word of a block.
  private mutating func beginBlock(_ opcode: Opcode) throws(TextError) {
    let label = cursor.takeIdentifier()
    code.opcode(opcode)
    try blockType()
    if opcode == .tryTable { try catchClauses() }
    function.labels.push(label)
  }

  /// Takes the label that may be repeated after `else` and `end`.
  private mutating func repeatedLabel() throws(TextError) {
    guard let identifier = cursor.identifier else { return }
    guard identifier == function.labels.last else {
      throw cursor.error(.inconsistent, "mismatching label \(cursor.quoteNext())")
    }
    cursor.advance()
  }
}
