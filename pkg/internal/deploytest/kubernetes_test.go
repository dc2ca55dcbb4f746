package deploytest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// manifest is what the tests look at in an object of Kubernetes. Whether its
// fields are fields at all, kubectl-validate says.
type manifest struct {
	Kind     string
	Metadata struct{ Name, Namespace string }
	Data     map[string]string
	Texts    map[string]string `yaml:"stringData"`
	Mount    *bool             `yaml:"automountServiceAccountToken"`
	Spec     struct {
		Schedule          string
		ConcurrencyPolicy string `yaml:"concurrencyPolicy"`
		JobTemplate       struct {
			Spec jobSpec
		} `yaml:"jobTemplate"`
		Job         jobSpec `yaml:",inline"`
		PodSelector struct {
			MatchLabels map[string]string `yaml:"matchLabels"`
		} `yaml:"podSelector"`
		PolicyTypes []string `yaml:"policyTypes"`
		Egress      []struct {
			Ports []struct {
				Protocol string
				Port     int
			}
		}
	}
}

type jobSpec struct {
	BackoffLimit  *int `yaml:"backoffLimit"`
	Deadline      int  `yaml:"activeDeadlineSeconds"`
	FailurePolicy struct {
		Rules []struct {
			Action      string
			OnExitCodes struct {
				Operator string
				Values   []int
			} `yaml:"onExitCodes"`
		}
	} `yaml:"podFailurePolicy"`
	Template struct {
		Metadata struct{ Labels map[string]string }
		Spec     podSpec
	}
}

type podSpec struct {
	RestartPolicy  string `yaml:"restartPolicy"`
	ServiceAccount string `yaml:"serviceAccountName"`
	Mount          *bool  `yaml:"automountServiceAccountToken"`
	Affinity       struct {
		Pods struct {
			Required []struct {
				Topology string `yaml:"topologyKey"`
				Selector struct {
					MatchLabels map[string]string `yaml:"matchLabels"`
				} `yaml:"labelSelector"`
			} `yaml:"requiredDuringSchedulingIgnoredDuringExecution"`
		} `yaml:"podAffinity"`
	}
	SecurityContext struct {
		RunAsNonRoot   bool                  `yaml:"runAsNonRoot"`
		User           int                   `yaml:"runAsUser"`
		Group          int                   `yaml:"fsGroup"`
		GroupChange    string                `yaml:"fsGroupChangePolicy"`
		SeccompProfile struct{ Type string } `yaml:"seccompProfile"`
	} `yaml:"securityContext"`
	Containers []container
	Volumes    []struct {
		Name  string
		Claim struct {
			Name string `yaml:"claimName"`
		} `yaml:"persistentVolumeClaim"`
		Config struct{ Name string } `yaml:"configMap"`
		Secret struct {
			Name string `yaml:"secretName"`
			Mode int    `yaml:"defaultMode"`
		}
	}
}

type container struct {
	Name, Image string
	Command     []string
	Args        []string
	Env         []map[string]any
	EnvFrom     []any `yaml:"envFrom"`
	Resources   struct{ Requests, Limits map[string]string }
	Security    struct {
		Escalation   *bool `yaml:"allowPrivilegeEscalation"`
		ReadOnlyRoot bool  `yaml:"readOnlyRootFilesystem"`
		Privileged   bool
		Capabilities struct{ Add, Drop []string }
	} `yaml:"securityContext"`
	Mounts []struct {
		Name      string
		ReadOnly  bool   `yaml:"readOnly"`
		MountPath string `yaml:"mountPath"`
	} `yaml:"volumeMounts"`
}

func object(t *testing.T, name string) manifest {
	t.Helper()
	var m manifest
	require.NoError(t, yaml.Unmarshal([]byte(read(t, "deploy/kubernetes/"+name)), &m))
	return m
}

func cronJob(t *testing.T) manifest { t.Helper(); return object(t, "cronjob.yaml") }
func signIn(t *testing.T) manifest  { t.Helper(); return object(t, "sign-in.yaml") }
func resend(t *testing.T) manifest  { t.Helper(); return object(t, "deliver.yaml") }

func (m manifest) job() jobSpec {
	if m.Kind == "CronJob" {
		return m.Spec.JobTemplate.Spec
	}
	return m.Spec.Job
}

func (m manifest) pod() podSpec { return m.job().Template.Spec }

func (p podSpec) container(t *testing.T) container {
	t.Helper()
	require.Len(t, p.Containers, 1)
	return p.Containers[0]
}

func TestPodsMayDoLittle(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]manifest{"cronjob": cronJob(t), "sign-in": signIn(t), "deliver": resend(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			job, pod := m.job(), m.pod()
			require.NotNil(t, job.BackoffLimit)
			require.Zero(t, *job.BackoffLimit)
			require.Equal(t, "Never", pod.RestartPolicy)
			require.NotNil(t, pod.Mount)
			require.False(t, *pod.Mount)
			require.True(t, pod.SecurityContext.RunAsNonRoot)
			require.Equal(t, "RuntimeDefault", pod.SecurityContext.SeccompProfile.Type)
			require.Equal(t, pod.SecurityContext.User, pod.SecurityContext.Group, "or the secret cannot be read")
			require.Equal(t, "OnRootMismatch", pod.SecurityContext.GroupChange, "or each mount opens the token files to the group")
			c := pod.container(t)
			require.NotNil(t, c.Security.Escalation)
			require.False(t, *c.Security.Escalation)
			require.False(t, c.Security.Privileged)
			require.True(t, c.Security.ReadOnlyRoot)
			require.Equal(t, []string{"ALL"}, c.Security.Capabilities.Drop)
			require.Empty(t, c.Security.Capabilities.Add)
			require.NotEmpty(t, c.Resources.Limits["memory"])
			require.Empty(t, c.Command, "the image says which program")
			for _, v := range pod.Volumes {
				if v.Secret.Name != "" {
					require.Equal(t, 0o400, v.Secret.Mode)
				}
			}
		})
	}
}

func TestObjectsNameEachOther(t *testing.T) {
	t.Parallel()
	job, in, later := cronJob(t), signIn(t), resend(t)
	claim, secret, account, policy := object(t, "pvc.yaml"), object(t, "secret.example.yaml"), object(t, "serviceaccount.yaml"), object(t, "networkpolicy.yaml")
	space := object(t, "namespace.yaml").Metadata.Name
	for _, m := range []manifest{job, in, later, claim, secret, account, policy} {
		require.Equal(t, space, m.Metadata.Namespace, m.Kind)
	}
	require.NotNil(t, account.Mount)
	require.False(t, *account.Mount)
	for _, m := range []manifest{job, later} {
		require.Equal(t, "Forbid", m.Spec.ConcurrencyPolicy)
		// The claim is for one node at a time, so neither may wait for the other.
		terms := m.pod().Affinity.Pods.Required
		require.Len(t, terms, 1)
		require.Equal(t, "kubernetes.io/hostname", terms[0].Topology)
		require.Equal(t, m.job().Template.Metadata.Labels, terms[0].Selector.MatchLabels)
		require.Equal(t, terms[0].Selector.MatchLabels, in.job().Template.Metadata.Labels)
	}
	require.Equal(t, []string{"Ingress", "Egress"}, policy.Spec.PolicyTypes)
	var ports []int
	for _, e := range policy.Spec.Egress {
		require.NotEmpty(t, e.Ports, "a rule without ports allows all")
		for _, p := range e.Ports {
			ports = append(ports, p.Port)
		}
	}
	require.Equal(t, []int{53, 53, 443}, ports)

	docs := read(t, "docs/nightly.md")
	for _, m := range []manifest{job, in, later} {
		require.Equal(t, policy.Spec.PodSelector.MatchLabels, m.job().Template.Metadata.Labels, "the network policy must hold for %s", m.Kind)
		require.Equal(t, account.Metadata.Name, m.pod().ServiceAccount)
		c := m.pod().container(t)
		require.Equal(t, job.pod().container(t).Image, c.Image)
		require.Contains(t, docs, "`"+strings.Split(c.Image, ":")[0]+"`")
		require.Contains(t, docs, c.Image)
		volumes := map[string]string{}
		for _, v := range m.pod().Volumes {
			volumes[v.Name] = v.Claim.Name + v.Config.Name + v.Secret.Name
		}
		mounts := map[string]string{}
		for _, v := range c.Mounts {
			mounts[v.MountPath] = volumes[v.Name]
			require.Equal(t, volumes[v.Name] != claim.Metadata.Name, v.ReadOnly, v.Name)
		}
		require.Len(t, volumes, len(mounts))
		require.Equal(t, claim.Metadata.Name, mounts["/var/lib/wxaudit"])
		require.Equal(t, secret.Metadata.Name, mounts["/run/secrets/wxaudit"])
		if m.Kind == "CronJob" {
			require.Contains(t, docs, "create configmap "+mounts["/etc/wxaudit"]+" ")
		}
	}
	require.Contains(t, secret.Texts, "client.json")
	require.Contains(t, docs, "create secret generic "+secret.Metadata.Name+" --from-file=client.json")
	require.Contains(t, docs, "-n "+space+" logs -f job/"+in.Metadata.Name)
	require.Contains(t, docs, "--from=cronjob/"+job.Metadata.Name+" ")
}

func TestKustomizationLeavesTemplatesOut(t *testing.T) {
	t.Parallel()
	var k struct{ Resources []string }
	require.NoError(t, yaml.Unmarshal([]byte(read(t, "deploy/kubernetes/kustomization.yaml")), &k))
	files, err := filepath.Glob(filepath.Join(root, "deploy/kubernetes/*.yaml"))
	require.NoError(t, err)
	var names []string
	for _, f := range files {
		switch name := filepath.Base(f); name {
		case "kustomization.yaml", "secret.example.yaml", "sign-in.yaml", "deliver.yaml":
		default:
			names = append(names, name)
		}
	}
	require.ElementsMatch(t, names, k.Resources)
}
