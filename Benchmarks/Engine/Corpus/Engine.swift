/// A command-line tool that runs WebAssembly programs.
struct Engine {
  /// How the arguments of a run are written.
  enum Form {
    /// `TOOL run --dir . FILE ARGUMENTS…`
    case runWithDirectory
    /// `TOOL run -mount=.:/ FILE ARGUMENTS…`, with further options in front
    case runWithMount([String])
    /// `TOOL --dir=. FILE ARGUMENTS…`
    case plainWithDirectory
    /// `TOOL FILE ARGUMENTS…`; the tool grants the working folder by itself
    case plain
  }

  /// What it is called in tables.
  let name: String
  let path: String
  let form: Form
  /// Lines of standard output with this end are the tool's own, not the program's.
  var noise: String?

  /// The tool's arguments for a program whose files, if any, are in the working folder.
  func arguments(for program: CorpusProgram) -> [String] {
    let command = [program.path] + program.arguments
    let needsFolder = !program.files.isEmpty
    switch form {
    case .runWithDirectory: return ["run"] + (needsFolder ? ["--dir", "."] : []) + command
    case .runWithMount(let options):
      return ["run"] + options + (needsFolder ? ["-mount=.:/"] : []) + command
    case .plainWithDirectory: return (needsFolder ? ["--dir=."] : []) + command
    case .plain: return command
    }
  }
}
