package archtest_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// problems reads every Go file below fsys and says what breaks a rule.
func problems(fsys fs.FS) ([]string, error) {
	var found []string
	comments := map[string]int{} // package comments by directory
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); name != "." && (strings.HasPrefix(base, ".") || base == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		tokens := token.NewFileSet()
		f, err := parser.ParseFile(tokens, name, src, parser.ParseComments)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		comments[dir] += 0
		if f.Doc != nil {
			comments[dir]++
		}
		file := file{dir: dir, tokens: tokens, syntax: f}
		found = append(found, file.imports()...)
		found = append(found, file.body()...)
		return nil
	})
	for dir, n := range comments {
		if n != 1 {
			found = append(found, fmt.Sprintf("%s: has %d package comments, not 1", dir, n))
		}
	}
	slices.Sort(found)
	return found, err
}

// file is one parsed source file.
type file struct {
	dir    string
	tokens *token.FileSet
	syntax *ast.File
}

func (f file) at(n ast.Node, format string, args ...any) string {
	p := f.tokens.Position(n.Pos())
	return fmt.Sprintf("%s:%d: ", p.Filename, p.Line) + fmt.Sprintf(format, args...)
}

func (f file) imports() []string {
	i := slices.IndexFunc(rules, func(r rule) bool { return fits(r.path, f.dir) })
	if i < 0 {
		return []string{f.at(f.syntax, "%s has no rule; add one", f.dir)}
	}
	var found []string
	for _, spec := range f.syntax.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			found = append(found, f.at(spec, "%v", err))
			continue
		}
		if why := rules[i].refuse(p); why != "" {
			found = append(found, f.at(spec, "%s imports %s, which %s", f.dir, p, why))
		}
		if spec.Name != nil && spec.Name.Name == "." {
			found = append(found, f.at(spec, "imports %s with a dot", p))
		}
	}
	return found
}

func (f file) body() []string {
	names := map[string]string{} // the import path behind a name
	for _, spec := range f.syntax.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(p)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = p
	}
	var found []string
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				found = append(found, f.at(n, "has an init function"))
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && f.dir != theCommand && f.dir != theGate && slices.Contains(forbidden[names[x.Name]], n.Sel.Name) {
				found = append(found, f.at(n, "uses %s.%s outside %s", x.Name, n.Sel.Name, theCommand))
			}
		case *ast.CallExpr:
			if x, ok := n.Fun.(*ast.Ident); ok && (x.Name == "print" || x.Name == "println") {
				found = append(found, f.at(n, "uses %s", x.Name))
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING && anyFits(wordless, f.dir) && strings.Contains(strings.ToLower(n.Value), promise) {
				found = append(found, f.at(n, "says %q", promise))
			}
		}
		return true
	})
	return found
}
