/// The WebAssembly frames of a call, innermost first.
public struct Backtrace: Sendable, CustomStringConvertible {
  /// One frame.
  public struct Frame: Sendable, Hashable {
    /// The function's index in its module.
    public let functionIndex: UInt32
    /// The function's name from the name section, or the name it is exported by.
    public let functionName: String?
    /// The module's name from the name section.
    public let moduleName: String?
    /// The offset of the operator in the module's bytes.
    public let offset: Int?
  }

  /// The innermost frames; of a deep stack only the first and last ones are kept.
  public internal(set) var frames: [Frame] = []
  /// How many frames between `frames` were left out.
  public internal(set) var omittedFrameCount = 0
  /// After how many of `frames` the left-out ones would stand.
  public internal(set) var omittedAfter = 0

  package init() {}

  /// One line per frame, as a tool prints it.
  public var description: String {
    var lines: [String] = []
    for (position, frame) in frames.enumerated() {
      if position == omittedAfter && omittedFrameCount > 0 {
        lines.append("  … \(omittedFrameCount) more")
      }
      var line = "  \(position < omittedAfter ? position : position + omittedFrameCount): "
      line += frame.functionName ?? "func[\(frame.functionIndex)]"
      if let module = frame.moduleName { line += " in \(module)" }
      if let offset = frame.offset { line += " @ 0x" + String(offset, radix: 16) }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}
